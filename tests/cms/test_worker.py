"""The worker for long tasks that the demo's server starts beside itself: it ends when the server does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings

from cms import gunicorn, worker

ROOT = Path(__file__).resolve().parents[2]


def program(source: str) -> subprocess.Popen:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings.test"}
    command = [sys.executable, "-c", textwrap.dedent(source)]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)


def is_alive(number: int) -> bool:
    try:
        state = Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def wait_until_gone(number: int) -> bool:
    deadline = time.monotonic() + 30
    while is_alive(number) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not is_alive(number)


def test_only_the_demo_has_its_server_start_a_worker():
    server = SimpleNamespace()
    gunicorn.on_starting(server)
    gunicorn.on_exit(server)
    assert (server.long_worker, settings.SERVER_HAS_WORKER) == (0, False)
    assert settings.TASKS["long"] == {"BACKEND": "django_tasks_db.DatabaseBackend"}


def test_a_worker_that_listens_ends_after_the_first_word():
    with program("import time; print('ready', flush=True); time.sleep(60)") as process:
        process.stdout.readline()
        worker.stop(process.pid)
        assert not is_alive(process.pid)


def test_one_that_goes_on_with_its_task_is_told_twice():
    source = """
        import signal, sys, time
        told = []
        signal.signal(signal.SIGTERM, lambda *args: told.append(1) if not told else sys.exit(1))
        print("ready", flush=True)
        time.sleep(60)
        time.sleep(60)
    """
    with program(source) as process:
        process.stdout.readline()
        worker.stop(process.pid)
        assert not is_alive(process.pid)


def test_one_that_does_not_listen_is_ended(monkeypatch):
    monkeypatch.setattr(worker, "PATIENCE", 0.2)
    source = """
        import signal, time
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        print("ready", flush=True)
        time.sleep(60)
    """
    with program(source) as process:
        process.stdout.readline()
        worker.stop(process.pid)
        assert wait_until_gone(process.pid)


def test_one_that_has_ended_already_is_no_trouble():
    with program("pass") as process:
        process.wait()
    worker.stop(process.pid)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_the_worker_ends_when_its_server_was_killed(how):
    source = """
        import time
        from cms import worker
        worker.call_command = lambda *args: time.sleep(60)
        print(worker.start(), flush=True)
        time.sleep(60)
    """
    with program(source) as server:
        number = int(server.stdout.readline())
        assert is_alive(number)
        server.send_signal(how)
        server.wait()
        assert wait_until_gone(number)
