"""A developer's machine: debug pages, no hashed static files, mails on the console."""

from .base import *

DEBUG = True
SECRET_KEY = "only-for-a-developers-machine"  # noqa: S105 (protects nothing: production refuses it)
ALLOWED_HOSTS = ["*"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
VAR_DIR.mkdir(exist_ok=True)  # the database file is made in it
SERVE_MEDIA = True
