"""A worker for long tasks beside the server, which ends with it: for the demo, where nobody starts one."""

from __future__ import annotations

import os
import signal
import threading
import time

from django.conf import settings
from django.core.management import call_command

PATIENCE = 10  # seconds that a worker has for ending its task


def is_wanted() -> bool:
    return bool(settings.SERVER_HAS_WORKER)


def start() -> int:
    """Part from the server, which has read the application already; gives the number of the new process."""
    server = os.getpid()
    if number := os.fork():
        return number
    threading.Thread(target=follow, args=[server], daemon=True).start()
    try:
        call_command("db_worker", "--backend=long", "--no-reload")
    finally:
        os._exit(0)


def follow(server: int) -> None:
    """End when the server has ended without a word."""
    while os.getppid() == server:
        time.sleep(1)
    for _ in range(2):
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(1)


def stop(number: int) -> None:
    """Ask a worker to end: after its task, then at once, then without asking."""
    for request, seconds in ((signal.SIGTERM, 1), (signal.SIGTERM, PATIENCE), (signal.SIGKILL, PATIENCE)):
        try:
            os.kill(number, request)
        except ProcessLookupError:
            return
        if ends(number, within=seconds):
            return


def ends(number: int, *, within: float) -> bool:
    last = time.monotonic() + within
    while time.monotonic() < last:
        try:
            if os.waitpid(number, os.WNOHANG)[0]:
                return True
        except ChildProcessError:  # the server has seen it end
            return True
        time.sleep(0.05)
    return False
