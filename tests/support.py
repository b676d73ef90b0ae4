"""What tests of several rooms need and pytest does not have."""

import os
from typing import NoReturn

import pytest


def require_or_skip(reason: str) -> NoReturn:
    """Skip a test whose tool or server is not there, or fail it where all of them are promised (in CI)."""
    if os.environ.get("REQUIRE_SERVICES"):
        pytest.fail(f"REQUIRE_SERVICES is set: {reason}")
    pytest.skip(reason)
