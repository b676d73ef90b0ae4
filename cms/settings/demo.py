"""``make demo``: production's behaviour over plain http, with demo accounts and its own data folder."""

from .base import *

DEMO = True
DEMO_DIR = VAR_DIR / "demo"
DEMO_PASSWORD = "demo-password-2019"  # noqa: S105 (printed by `make demo`; exists under these settings only)
SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = ["*"]
DATABASES = {"default": database(f"sqlite:///{DEMO_DIR / 'db.sqlite3'}")}
STATIC_ROOT = DEMO_DIR / "static"
MEDIA_ROOT = DEMO_DIR / "media"
STORAGES["documents"]["OPTIONS"]["location"] = DEMO_DIR / "documents"
WAGTAILADMIN_BASE_URL = env.str("WAGTAILADMIN_BASE_URL", default="http://127.0.0.1:8000")
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DEMO_DIR / "mail"
SERVE_MEDIA = True
SERVER_HAS_WORKER = True
