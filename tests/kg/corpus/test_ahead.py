"""Tests of kg.corpus.ahead: texts are read beside other work, and what befalls that costs time alone."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

import psutil
import pytest

from kg.corpus import Ahead, Extractions
from kg.corpus.ahead import ENOUGH
from kg.model import Paper

if TYPE_CHECKING:
    from pathlib import Path


def papers(count: int) -> list[Paper]:
    return [Paper(str(n), f"Zorb{n}: A Model", f"We propose Zorb{n} and evaluate it on MMLU.") for n in range(count)]


def children() -> list[psutil.Process]:
    """The processes that read for this one."""
    found = psutil.Process().children(recursive=True)
    return [one for one in found if one.is_running() and "kg.corpus.reading" in _line(one)]


def _line(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def test_what_was_read_ahead_is_what_one_process_finds(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    some = papers(ENOUGH + 70)
    with Extractions(tmp_path / "kept") as kept:
        with Ahead(kept, 2) as ahead:
            ahead.start(list(some))
            ahead.finish(lambda *said: told.append(said))
        found = list(kept.extract(some))
        assert (kept.remembered, kept.extracted) == (len(some), 0)
    with Extractions(tmp_path / "other") as other:
        assert list(other.extract(some)) == found
    assert told[-1] == ("extract", len(some), len(some))


@pytest.mark.parametrize(("count", "processes"), [(ENOUGH - 1, 2), (ENOUGH, 1)])
def test_few_texts_and_a_single_core_start_no_process(tmp_path: Path, count: int, processes: int) -> None:
    with Extractions(tmp_path / "kept") as kept, Ahead(kept, processes) as ahead:
        ahead.start(papers(count))
        ahead.finish(lambda *_: None)
        assert children() == []
        assert sum(1 for _ in kept.unread(papers(count))) == count


def test_a_process_that_dies_leaves_its_texts_to_the_builder(tmp_path: Path) -> None:
    some = papers(ENOUGH)
    with Extractions(tmp_path / "kept") as kept:
        with Ahead(kept, 2) as ahead:
            ahead.start(list(some))
            while not (reading := children()):
                time.sleep(0.01)  # between two looks at a condition
            reading[0].kill()
            ahead.finish(lambda *_: None)
        assert len(list(kept.extract(some))) == ENOUGH


def test_leaving_early_waits_for_nothing_but_what_is_being_read(tmp_path: Path) -> None:
    with Extractions(tmp_path / "kept") as kept, Ahead(kept, 2) as ahead:
        ahead.start(papers(3000))
    assert children() == []
    with Extractions(tmp_path / "kept") as kept:
        assert sum(1 for _ in kept.unread(papers(3000))) > 1000


def test_processes_end_with_a_parent_that_was_killed(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from kg.corpus import Ahead, Extractions\n"
        "from kg.model import Paper\n"
        "with Extractions(Path(sys.argv[1])) as kept, Ahead(kept, 2) as ahead:\n"
        "    ahead.start([Paper(str(n), f'Zorb{n}: A Model', 'We use BERT.') for n in range(100000)])\n"
        "    ahead.finish(lambda *_: None)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "kept")])
    watched = psutil.Process(parent.pid)
    while len(reading := watched.children(recursive=True)) < 2:
        time.sleep(0.05)  # between two looks at a condition
    parent.kill()
    parent.wait()
    _, alive = psutil.wait_procs(reading, timeout=30)
    assert alive == []
