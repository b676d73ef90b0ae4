"""Production starts with a good set of variables, and names each one that is missing or not usable."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINES = (ROOT / ".ci" / "production.env").read_text(encoding="utf-8").splitlines()
GOOD = dict(line.split("=", 1) for line in LINES if not line.startswith("#"))
REQUIRED = sorted(set(GOOD) - {"DJANGO_SETTINGS_MODULE"})

BAD = [
    ("SECRET_KEY", "short"),
    ("SECRET_KEY", "a" * 60),
    ("SECRET_KEY", "only-for-a-developers-machine"),
    ("ALLOWED_HOSTS", "*"),
    ("ALLOWED_HOSTS", "https://reviewmechanism.example"),
    ("ALLOWED_HOSTS", ","),
    ("WAGTAILADMIN_BASE_URL", "http://reviewmechanism.example"),
    ("WAGTAILADMIN_BASE_URL", "https://reviewmechanism.example/admin/"),
    ("WAGTAILADMIN_BASE_URL", "https://another.example"),
    ("WAGTAILADMIN_BASE_URL", "https://reviewmechanism.example:port"),
    ("DATABASE_URL", "mysql://cms@database.example/cms"),
    ("DATABASE_URL", "postgres://database.example"),
    ("DATABASE_URL", "sqlite:///relative.sqlite3"),
    ("DATABASE_URL", "sqlite://:memory:"),
    ("REDIS_URL", "cache.example:6379"),
    ("EMAIL_URL", "consolemail://"),
    ("EMAIL_URL", "smtp://"),
    ("DEFAULT_FROM_EMAIL", "nobody"),
    ("DEFAULT_FROM_EMAIL", "site@localhost"),
    ("CSRF_TRUSTED_ORIGINS", "reviewmechanism.example"),
    ("SECURE_PROXY", "perhaps"),
    ("SECURE_HSTS_SECONDS", "-1"),
]


def start(*command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run Python with these variables and no others of the site's."""
    environment = {"PATH": os.environ["PATH"], **{name: value for name, value in variables.items() if value}}
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def refused(**variables: str) -> list[str]:
    """The names of the variables for which the production settings refuse to be read."""
    done = start("-c", "import cms.settings.production", **{**GOOD, **variables})
    _, _, told = done.stderr.partition("The site cannot start with these settings.\n")
    return [line.split()[0] for line in told.splitlines()]


def test_a_good_set_of_variables_passes_djangos_own_deployment_checks():
    done = start("manage.py", "check", "--deploy", "--fail-level", "WARNING", **GOOD)
    assert (done.returncode, done.stdout) == (0, "System check identified no issues (1 silenced).\n")


@pytest.mark.parametrize("variable", REQUIRED)
def test_a_missing_variable_stops_the_start_by_its_name(variable):
    assert variable in refused(**{variable: ""})


@pytest.mark.parametrize(("variable", "value"), BAD)
def test_a_bad_variable_stops_the_start_by_its_name(variable, value):
    assert variable in refused(**{variable: value})


def test_all_that_is_missing_is_told_at_once():
    assert refused(**dict.fromkeys(REQUIRED, "")) == [
        "SECRET_KEY",
        "ALLOWED_HOSTS",
        "WAGTAILADMIN_BASE_URL",
        "DATABASE_URL",
        "REDIS_URL",
        "EMAIL_URL",
        "DEFAULT_FROM_EMAIL",
    ]


def test_a_refused_value_is_not_told_because_it_may_be_a_secret():
    done = start("-c", "import cms.settings.production", **{**GOOD, "SECRET_KEY": "short-secret"})
    assert "short-secret" not in done.stderr


@pytest.mark.parametrize(
    "url", ["sqlite:////var/lib/cms/db.sqlite3", "postgresql://cms@database.example/cms"]
)
def test_both_databases_are_accepted(url):
    assert refused(DATABASE_URL=url) == []
