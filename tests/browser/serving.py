"""The demo on a real server: made once a run, served to each worker of pytest from a copy of its own."""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

ROOT = Path(__file__).resolve().parents[2]
LONGEST_START = 60  # seconds
FOREIGN = ["DATABASE_URL", "REDIS_URL", "EMAIL_URL"]  # a developer's own must not be filled or written to


def environment(var: Path, port: int = 8000) -> dict[str, str]:
    """The variables with which the demo keeps everything it writes in a folder."""
    return {
        **{name: value for name, value in os.environ.items() if name not in FOREIGN},
        "DJANGO_SETTINGS_MODULE": "cms.settings.demo",
        "SECRET_KEY": "only-for-the-browser-tests",
        "VAR_DIR": str(var),
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "WEB_CONCURRENCY": "1",
        "WAGTAILADMIN_BASE_URL": f"http://127.0.0.1:{port}",
    }


def make_demo(shared: Path) -> Path:
    """The folder with the demo's database and static files. The first worker makes it, the others wait."""
    var = shared / "demo-made-once"
    with (shared / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (var / "done").exists():
            (var / "demo").mkdir(parents=True, exist_ok=True)
            command = [sys.executable, "manage.py", "prepare_demo"]
            subprocess.run(command, cwd=ROOT, env=environment(var), check=True, stdout=subprocess.DEVNULL)
            (var / "done").touch()
    return var


def copy_demo(made: Path, var: Path) -> Path:
    """A copy to write to. Static files are nobody's to change: all copies have the same."""
    (var / "demo").mkdir(parents=True)
    shutil.copy(made / "demo" / "db.sqlite3", var / "demo")
    (var / "demo" / "static").symlink_to(made / "demo" / "static")
    return var


@contextmanager
def serve(var: Path) -> Iterator[str]:
    """Serve a copy with gunicorn; gives its address. Whatever failed inside it is told at the end."""
    port = free_port()
    site, log = f"http://127.0.0.1:{port}", var / "gunicorn.log"
    command = [sys.executable, "-m", "gunicorn", "--config=python:cms.gunicorn", "--access-logfile=/dev/null"]
    with log.open("w") as output:
        server = subprocess.Popen(
            command, cwd=ROOT, env=environment(var, port), stdout=output, stderr=subprocess.STDOUT
        )
    try:
        wait_for(site, server, log)
        yield site
    finally:
        server.terminate()
        server.wait(timeout=LONGEST_START)
    written = log.read_text(encoding="utf-8")
    assert " ERROR " not in written, written[-5_000:]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def wait_for(site: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Return when the server answers. Raises RuntimeError with what it wrote if it does not."""
    for _ in range(LONGEST_START * 10):
        if server.poll() is not None:
            break
        try:
            requests.get(f"{site}/robots.txt", timeout=LONGEST_START)
        except requests.ConnectionError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"The demo cannot be served:\n{log.read_text(encoding='utf-8')[-5_000:]}")
