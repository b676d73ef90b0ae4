"""Production. No default here is unsafe: what is missing stops the start by its name."""

import os

from .environment import PRODUCTION, items, require

require(PRODUCTION, os.environ)

from .base import *  # noqa: E402 (base reads the same variables, and would fail on the first bad one)

SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = items(env.str("ALLOWED_HOSTS"))
WAGTAILADMIN_BASE_URL = env.str("WAGTAILADMIN_BASE_URL")
CSRF_TRUSTED_ORIGINS = items(env.str("CSRF_TRUSTED_ORIGINS", default=""))

# https everywhere. Only a proxy that sets X-Forwarded-Proto itself may be believed about it.
SECURE_SSL_REDIRECT = True
if env.bool("SECURE_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # X-Forwarded-For too: limits on guessing passwords are by address
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=365 * 24 * 60 * 60)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
# W021 asks for SECURE_HSTS_PRELOAD. Browsers' preload lists are hard to leave: the domain's owner decides.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"

# `manage.py db_worker` does them, so that no reader waits for a mail to go out.
TASKS["default"] = {"BACKEND": "django_tasks_db.DatabaseBackend"}
