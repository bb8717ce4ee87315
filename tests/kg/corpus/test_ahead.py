"""This file is about kg.corpus.ahead: texts are read beside other work, and what befalls that costs time alone."""

from __future__ import annotations

import multiprocessing
import os
import signal
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
        assert multiprocessing.active_children() == []
        assert sum(1 for _ in kept.unread(papers(count))) == count


def test_a_process_that_dies_leaves_its_texts_to_the_builder(tmp_path: Path) -> None:
    some = papers(ENOUGH)
    with Extractions(tmp_path / "kept") as kept:
        with Ahead(kept, 2) as ahead:
            ahead.start(list(some))
            while not (children := multiprocessing.active_children()):
                time.sleep(0.01)  # between two looks at a condition
            os.kill(int(children[0].pid or 0), signal.SIGKILL)
            ahead.finish(lambda *_: None)
        assert len(list(kept.extract(some))) == ENOUGH


def test_leaving_early_waits_for_nothing_but_what_is_being_read(tmp_path: Path) -> None:
    with Extractions(tmp_path / "kept") as kept, Ahead(kept, 2) as ahead:
        ahead.start(papers(3000))
    assert multiprocessing.active_children() == []
    with Extractions(tmp_path / "kept") as kept:
        assert sum(1 for _ in kept.unread(papers(3000))) > 1000


def test_processes_end_with_a_parent_that_was_killed(tmp_path: Path) -> None:
    code = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from kg.corpus import Ahead, Extractions\n"
        "from kg.model import Paper\n"
        "if __name__ == '__main__':\n"
        "    with Extractions(Path(sys.argv[1])) as kept, Ahead(kept, 2) as ahead:\n"
        "        ahead.start([Paper(str(n), f'Zorb{n}: A Model', 'We use BERT.') for n in range(100000)])\n"
        "        ahead.finish(lambda *_: None)\n"
    )
    script = tmp_path / "script.py"
    script.write_text(code)
    parent = subprocess.Popen([sys.executable, str(script), str(tmp_path / "kept")])
    watched = psutil.Process(parent.pid)
    while len(children := watched.children(recursive=True)) < 3:  # two that read, and the one that tracks resources
        time.sleep(0.05)  # between two looks at a condition
    parent.kill()
    parent.wait()
    _, alive = psutil.wait_procs(children, timeout=30)
    assert alive == []
