"""What production must be told, and how a value is judged before anything else reads it.

Each rule takes the value and the whole environment and answers whether the site can safely start with it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email
from django.http.request import split_domain_port, validate_host

Environment = Mapping[str, str]
DEMO_KEY = Path(__file__).resolve().parent.parent.parent / "var" / "demo" / "secret-key"
YES, NO = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


def items(value: str) -> list[str]:
    """The parts of a list that is written with commas."""
    return [item.strip() for item in value.split(",") if item.strip()]


def split(url: str) -> SplitResult | None:
    """The parts of an address, or None for one that is malformed."""
    try:
        parts = urlsplit(url)
        _ = parts.port  # a bad port shows only when it is asked for
    except ValueError:
        return None
    return parts


def is_secret(value: str, _: Environment) -> bool:
    used_by_demo = DEMO_KEY.exists() and DEMO_KEY.read_text().strip() == value
    return len(value) >= 50 and len(set(value)) >= 10 and not used_by_demo


def is_host_list(value: str, _: Environment) -> bool:
    hosts = [host.lstrip(".") for host in items(value)]
    return bool(hosts) and all(split_domain_port(host) == (host, "") for host in hosts)


def is_origin(url: str) -> bool:
    """Is it https, a host, perhaps a port, and nothing else?"""
    parts = split(url)
    return bool(parts and parts.scheme == "https" and parts.hostname and url == f"https://{parts.netloc}")


def is_own_origin(value: str, environment: Environment) -> bool:
    """Links in mails begin with this address, so the site has to answer under it."""
    parts = split(value)
    hosts = items(environment.get("ALLOWED_HOSTS", ""))
    return is_origin(value) and bool(parts and validate_host(parts.hostname or "", hosts))


def is_database(value: str, _: Environment) -> bool:
    parts = split(value)
    if parts and parts.scheme in ("postgres", "postgresql"):
        return bool(parts.path.strip("/"))
    return bool(parts and parts.scheme == "sqlite" and parts.path.startswith("//"))


def is_redis(value: str, _: Environment) -> bool:
    parts = split(value)
    return bool(parts and parts.scheme in ("redis", "rediss") and parts.hostname)


def is_mail_server(value: str, _: Environment) -> bool:
    parts = split(value)
    return bool(parts and parts.scheme in ("smtp", "smtp+tls", "smtp+ssl") and parts.hostname)


def is_sender(value: str, _: Environment) -> bool:
    try:
        validate_email(parseaddr(value)[1])
    except ValidationError:
        return False
    return "localhost" not in value


def is_origin_list(value: str, _: Environment) -> bool:
    return all(is_origin(item) for item in items(value))


def is_switch(value: str, _: Environment) -> bool:
    return value.lower() in (*YES, *NO)


def is_seconds(value: str, _: Environment) -> bool:
    return value.isdecimal()


@dataclass(frozen=True)
class Variable:
    name: str
    accepts: Callable[[str, Environment], bool]
    expected: str
    required: bool = True

    def problem(self, environment: Environment) -> str:
        """What is wrong with the variable, in a line, or "". Never tells the value: it may be a secret."""
        value = environment.get(self.name, "").strip()
        if not value and not self.required:
            return ""
        if value and self.accepts(value, environment):
            return ""
        return f"{self.name} is {'not usable' if value else 'missing'}. Expected: {self.expected}."


PRODUCTION = [
    Variable("SECRET_KEY", is_secret, "50 or more random characters, used nowhere else"),
    Variable("ALLOWED_HOSTS", is_host_list, "host names without scheme, port or *, with commas between them"),
    Variable("WAGTAILADMIN_BASE_URL", is_own_origin, "https:// and one of ALLOWED_HOSTS, with no path"),
    Variable(
        "DATABASE_URL",
        is_database,
        "postgres://user:password@host:port/name or sqlite:////path/from/the/root",
    ),
    Variable("REDIS_URL", is_redis, "redis://host:port/number or rediss://…"),
    Variable("EMAIL_URL", is_mail_server, "smtp+tls://user:password@host:port, smtp+ssl://… or smtp://…"),
    Variable("DEFAULT_FROM_EMAIL", is_sender, "the e-mail address that the site's mails come from"),
    Variable("CSRF_TRUSTED_ORIGINS", is_origin_list, "https:// origins, with commas between", required=False),
    Variable("SECURE_PROXY", is_switch, "true if a proxy sets X-Forwarded-Proto, else false", required=False),
    Variable("SECURE_HSTS_SECONDS", is_seconds, "a number of seconds", required=False),
]


def require(variables: list[Variable], environment: Environment) -> None:
    """Stop the start with one message that names every variable which is missing or not usable."""
    found = [problem for variable in variables if (problem := variable.problem(environment))]
    if found:
        raise ImproperlyConfigured("\n  ".join(["The site cannot start with these settings.", *found]))
