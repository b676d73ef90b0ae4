"""How gunicorn serves the site: ``gunicorn --config python:cms.gunicorn``."""

import os
from typing import Any

_host = os.environ.get("HOST", "127.0.0.1")
_port = os.environ.get("PORT", "8000")

wsgi_app = "cms.wsgi:application"
bind = f"[{_host}]:{_port}" if ":" in _host else f"{_host}:{_port}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
# The application is read once, before the workers part: a setting it refuses stops the start.
preload_app = True
# Lets go of what a long-lived worker may have gathered, not all workers at the same time.
max_requests = 5_000
max_requests_jitter = 500
accesslog = "-"
# Nobody steers it at run time, and its socket would lie in a home folder that may not exist.
control_socket_disable = True


def on_starting(server: Any) -> None:
    """Before there is a socket that the worker would keep open."""
    from . import worker

    server.long_worker = worker.start() if worker.is_wanted() else 0


def on_exit(server: Any) -> None:
    from . import worker

    if server.long_worker:
        worker.stop(server.long_worker)
