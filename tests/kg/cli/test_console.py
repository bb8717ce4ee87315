"""Tests of kg.cli.console."""

from __future__ import annotations

import doctest
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli import console, query

ROOT = Path(__file__).parents[3]


def test_what_would_steer_a_terminal_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    console.say("a\x1b[2Jb\x9bc\rd\te")
    assert capsys.readouterr().err == "a\ufffd[2Jb\ufffdc\ufffdd\te\n"


def test_progress_is_silent_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    with console.progress() as draw:
        draw("Fetching", 1, 2)
    assert capsys.readouterr() == ("", "")


def test_progress_is_drawn_on_a_terminal_and_data_stays_apart() -> None:
    code = "from kg.cli.console import progress, emit\nwith progress() as draw:\n draw('Fetching', 1, 2)\nemit('data')"
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "TERM": "xterm"},
        stdout=subprocess.PIPE,
        stderr=theirs,
        text=True,
        check=True,
        timeout=60,
    )
    os.close(theirs)
    drawn = os.read(ours, 65536).decode()
    os.close(ours)
    assert done.stdout == "data"
    assert "Fetching" in drawn
    assert "1/2" in drawn


@pytest.mark.parametrize("module", [console, query])
def test_the_examples_in_the_documentation_hold(module: object) -> None:
    results = doctest.testmod(module)  # type: ignore[arg-type]
    assert results.attempted
    assert not results.failed
