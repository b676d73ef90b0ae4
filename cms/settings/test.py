"""The tests: DEBUG off as in production, quick password hashes, files go to a folder of the run."""

import tempfile

from .base import *

SECRET_KEY = "only-for-tests"  # noqa: S105 (protects nothing: production refuses it)
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STATIC_ROOT = tempfile.mkdtemp(prefix="static-")  # WhiteNoise warns of a folder that is not there
MEDIA_ROOT = tempfile.mkdtemp(prefix="media-")
STORAGES["documents"]["OPTIONS"]["location"] = tempfile.mkdtemp(prefix="documents-")
# Limits by address would make one test depend on the other; a test of the limits sets its own.
ACCOUNT_RATE_LIMITS = False
