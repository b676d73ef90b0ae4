"""What tests of several rooms need and pytest does not have."""

import os
from collections.abc import Callable
from typing import Any, NoReturn

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext


def require_or_skip(reason: str) -> NoReturn:
    """Skip a test whose tool or server is not there, or fail it where all of them are promised (in CI)."""
    if os.environ.get("REQUIRE_SERVICES"):
        pytest.fail(f"REQUIRE_SERVICES is set: {reason}")
    pytest.skip(reason)


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, to see that nothing was changed."""
    models = [model for model in apps.get_models() if model._meta.managed and not model._meta.proxy]
    return {model._meta.label: list(model._base_manager.order_by("pk").values_list()) for model in models}


def queries_of(action: Callable[[], object]) -> int:
    """How many queries an action makes."""
    with CaptureQueriesContext(connection) as queries:
        action()
    return len(queries)
