"""Many draws: each is the draw of its own seed, whoever makes it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from contextlib import closing
from pathlib import Path

import pytest

from reviewmech.lots.engine import InputError, draw, simulating
from reviewmech.lots.engine.simulating import Tally, simulate

from .made_up import SIX, setting_of


def counted(setting, seed, numbers) -> dict:
    tally = Tally(setting)
    for k in numbers:
        tally.add(draw(setting, f"{seed}#{k}"))
    return tally.values(0)


def last(growing) -> Tally:
    *_, tally = growing
    return tally


def test_the_kth_draw_is_the_draw_of_the_seed_with_its_number():
    setting = setting_of(SIX)
    assert last(simulate(setting, "x", 30)).values(0) == counted(setting, "x", range(1, 31))
    assert last(simulate(setting, "x", 1, first=7)).values(0) == counted(setting, "x", [7])


@pytest.mark.parametrize("workers", [2, 3])
def test_any_number_of_workers_gives_the_same(monkeypatch, workers):
    monkeypatch.setattr(simulating, "REVIEWS_A_CHUNK", 18)  # three draws a chunk
    setting = setting_of(SIX)
    assert last(simulate(setting, "x", 20, workers=workers)).values(0) == counted(setting, "x", range(1, 21))


def test_the_tally_grows_by_chunks(monkeypatch):
    monkeypatch.setattr(simulating, "REVIEWS_A_CHUNK", 18)
    assert [tally.draws for tally in simulate(setting_of(SIX), "x", 8)] == [3, 6, 8]


@pytest.mark.parametrize("workers", [1, 2])
def test_whoever_closes_it_stops_it(monkeypatch, workers):
    monkeypatch.setattr(simulating, "REVIEWS_A_CHUNK", 18)
    with closing(simulate(setting_of(SIX), "x", 1_000_000_000, workers=workers)) as growing:
        assert next(growing).draws == 3


def test_a_seed_that_is_too_long_with_the_last_number_is_refused():
    seed = "x" * 197
    assert last(simulate(setting_of(SIX), seed, 9)).draws == 9
    with pytest.raises(InputError, match="A seed is 1 to 200 characters"):
        next(simulate(setting_of(SIX), seed, 100))


def test_workers_end_when_whoever_started_them_was_killed(tmp_path):
    program = """
        from tests.lots.simulation.made_up import SIX, setting_of
        from reviewmech.lots.engine.simulating import simulate
        if __name__ == "__main__":
            for tally in simulate(setting_of(SIX), "x", 1_000_000_000, workers=2):
                print(tally.draws, flush=True)
    """
    path = tmp_path / "program.py"
    path.write_text(textwrap.dedent(program))
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    with subprocess.Popen([sys.executable, path], stdout=subprocess.PIPE, env=environment) as process:
        process.stdout.readline()
        children = workers_of(process.pid)
        process.send_signal(signal.SIGKILL)
    assert len(children) >= 2
    deadline = time.monotonic() + 30
    while any(is_alive(pid) for pid in children) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert [pid for pid in children if is_alive(pid)] == []


def workers_of(parent: int) -> list[int]:
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text()
    return [int(pid) for pid in children.split()]


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
