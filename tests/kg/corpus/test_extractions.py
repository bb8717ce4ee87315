"""Tests of kg.corpus.extractions."""

from __future__ import annotations

import gzip
import json
import sqlite3
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from extract import Extractor
from kg.corpus import Extractions
from kg.corpus.extractions import PLACE, default_path
from kg.model import Extraction, Paper
from tests.conftest import require

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kg.corpus.extractions import Reads


class Rules:
    """An extractor of rules alone that counts what it is asked for."""

    def __init__(self) -> None:
        self.opened = 0
        self.read: list[str] = []
        self._extractor = Extractor(size=None)

    @contextmanager
    def __call__(self) -> Iterator[Reads]:
        self.opened += 1
        yield self

    def extract(self, papers: Iterable[Paper], *, processes: int = 1) -> Iterator[Extraction]:
        for extraction in self._extractor.extract(papers, processes=processes):
            self.read.append(extraction.paper.paper_id)
            yield extraction


@pytest.fixture(scope="module")
def loaded() -> Rules:
    return Rules()


@pytest.fixture
def rules(loaded: Rules) -> Rules:
    loaded.opened, loaded.read = 0, []
    return loaded


def papers(count: int, start: int = 0) -> list[Paper]:
    return [
        Paper(f"p{n}", f"Zorb{n}Net: A Framework", f"We propose Zorb{n}Net. It outperforms GPT-4 by 3% on MMLU.")
        for n in range(start, start + count)
    ]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "new" / "extractions.sqlite"


def kept(place: Path, version: str = "rules/1", **options: object) -> Extractions:
    return Extractions(place, version=version, **options)  # type: ignore[arg-type]  # on_trouble alone


def test_a_text_is_read_once_and_says_the_same_again(place: Path, rules: Rules) -> None:
    with kept(place) as first:
        found = list(first.extract(papers(5), rules))
    with kept(place) as second:
        assert list(second.extract(papers(5), rules)) == found
    assert rules.read == [f"p{n}" for n in range(5)]
    assert (first.extracted, first.remembered) == (5, 0)
    assert (second.extracted, second.remembered) == (0, 5)
    assert rules.opened == 1, "who knows all texts loads no extractor"
    assert any(extraction.mentions for extraction in found)
    assert any(extraction.results for extraction in found)


def test_only_new_texts_are_read_and_the_papers_keep_their_order(place: Path, rules: Rules) -> None:
    with kept(place) as some:
        list(some.extract(papers(20, 5), rules))
    rules.read.clear()
    with kept(place) as all_of_them:
        found = list(all_of_them.extract(papers(30), rules))
    assert [extraction.paper.paper_id for extraction in found] == [f"p{n}" for n in range(30)]
    assert rules.read == [f"p{n}" for n in (*range(5), *range(25, 30))]


def test_it_is_the_text_that_is_known_and_not_the_paper(place: Path, rules: Rules) -> None:
    (paper,) = papers(1)
    other = replace(paper, paper_id="other", upvotes=7)
    changed = replace(paper, abstract=f"{paper.abstract} It is new.")
    moved = replace(paper, title=paper.title[:-1], abstract=paper.title[-1] + paper.abstract)
    with kept(place) as extractions:
        found = list(extractions.extract([paper, other, changed, moved], rules))
        assert [extraction.paper for extraction in found] == [paper, other, changed, moved]
    assert rules.read == ["p0", "p0", "p0"], "two papers of one text are read once"


def test_another_version_reads_again(place: Path, rules: Rules) -> None:
    for version in ("rules/1", "rules/2", "rules/1"):
        with kept(place, version) as extractions:
            list(extractions.extract(papers(2), rules))
    assert len(rules.read) == 4


def test_versions_that_nobody_uses_any_more_are_forgotten(place: Path, rules: Rules) -> None:
    for version in ("1", "2", "3", "1", "4"):
        with kept(place, version) as extractions:
            list(extractions.extract(papers(1), rules))
    with sqlite3.connect(place) as file:
        assert {name for (name,) in file.execute("SELECT name FROM version")} == {"1", "3", "4"}
        assert file.execute("SELECT count(*) FROM extraction").fetchone() == (3,)


def test_processes_change_nothing(place: Path, rules: Rules) -> None:
    one = list(rules.extract(papers(150)))
    with kept(place) as extractions:
        assert list(extractions.extract(papers(150), rules, processes=2)) == one
    with kept(place) as extractions:
        assert list(extractions.extract(papers(150), rules)) == one


def test_what_was_read_before_an_interruption_is_kept(place: Path, rules: Rules) -> None:
    with kept(place) as extractions:
        going = extractions.extract(papers(300), rules)
        for _ in range(100):
            next(going)
        going.close()  # type: ignore[attr-defined]  # a generator
    rules.read.clear()
    with kept(place) as extractions:
        list(extractions.extract(papers(100), rules))
    assert rules.read == []


@pytest.mark.parametrize("content", [b"this is no database", b"SQLite format 3\x00" + b"\xff" * 5000, None])
def test_a_file_that_cannot_be_used_costs_only_time(place: Path, rules: Rules, content: bytes | None) -> None:
    place.parent.mkdir()
    if content is None:
        place.mkdir()
    else:
        place.write_bytes(content)
    told: list[str] = []
    for _ in range(2):
        with kept(place, on_trouble=told.append) as extractions:
            assert len(list(extractions.extract(papers(3), rules))) == 3
    assert len(told) == 2
    assert str(place) in told[0]
    assert PLACE in told[0]
    assert len(rules.read) == 6
    assert content is None or place.read_bytes() == content, "what is not ours is left alone"


def test_somebody_elses_database_is_left_alone(place: Path, rules: Rules) -> None:
    place.parent.mkdir()
    with sqlite3.connect(place) as file:
        file.execute("CREATE TABLE version (mine TEXT)")
    file.close()
    before = place.read_bytes()
    told: list[str] = []
    with kept(place, on_trouble=told.append) as extractions:
        list(extractions.extract(papers(1), rules))
    assert "somebody else's" in told[0]
    assert place.read_bytes() == before


def test_pages_that_were_damaged_cost_only_time(place: Path, rules: Rules) -> None:
    with kept(place) as extractions:
        found = list(extractions.extract(papers(200), rules))
    content = bytearray(place.read_bytes())
    for page in range(2, len(content) // 4096):
        content[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    place.write_bytes(content)
    told: list[str] = []
    with kept(place, on_trouble=told.append) as extractions:
        assert list(extractions.extract(papers(200), rules)) == found
    assert len(told) == 1


def test_a_row_that_was_damaged_is_read_and_written_again(place: Path, rules: Rules) -> None:
    with kept(place) as extractions:
        found = list(extractions.extract(papers(3), rules))
    with sqlite3.connect(place) as file:
        file.execute("UPDATE extraction SET found = x'00'")
    for expected in (6, 6):
        with kept(place) as extractions:
            assert list(extractions.extract(papers(3), rules)) == found
        assert len(rules.read) == expected


def test_a_file_that_is_only_to_be_read_is_read(place: Path, rules: Rules) -> None:
    with kept(place) as extractions:
        list(extractions.extract(papers(3), rules))
    with sqlite3.connect(place) as file:
        file.execute("CREATE TRIGGER no BEFORE INSERT ON extraction BEGIN SELECT raise(ABORT, 'read-only'); END")
    told: list[str] = []
    with kept(place, on_trouble=told.append) as extractions:
        assert len(list(extractions.extract(papers(5), rules))) == 5
    assert rules.read == ["p0", "p1", "p2", "p3", "p4"]
    assert len(told) == 1
    assert "written to" in told[0]


READER = """
import sys
from pathlib import Path
from kg.corpus import Extractions
from kg.model import Extraction, Paper
from contextlib import nullcontext

class Nothing:
    def extract(self, papers, *, processes=1):
        return map(Extraction, papers)

place, start = Path(sys.argv[1]), int(sys.argv[2])
with Extractions(place, version="v", on_trouble=lambda told: sys.exit(told)) as kept:
    papers = (Paper("", str(n), "") for n in range(start, start + 600))
    assert len(list(kept.extract(papers, lambda: nullcontext(Nothing())))) == 600
assert "spacy" not in sys.modules
"""


def test_several_processes_write_at_once(place: Path) -> None:
    going = [subprocess.Popen([sys.executable, "-c", READER, str(place), str(300 * n)]) for n in range(4)]
    assert [one.wait(60) for one in going] == [0, 0, 0, 0]
    with sqlite3.connect(place) as file:
        assert file.execute("SELECT count(*) FROM extraction").fetchone() == (1500,)


def test_the_environment_names_the_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PLACE, str(tmp_path / "here"))
    assert default_path() == tmp_path / "here"
    monkeypatch.delenv(PLACE)
    assert default_path().parent.name == "paper-kg"


def test_real_papers_are_remembered(place: Path, rules: Rules, shared: Path) -> None:
    with gzip.open(require(shared / "corpora" / "hf_daily.jsonl.gz"), "rt", encoding="utf-8") as file:
        records = [json.loads(line) for line, _ in zip(file, range(100), strict=False)]
    real = [Paper(record["id"], record["title"], record["abstract"] or "") for record in records]
    with kept(place) as extractions:
        found = list(extractions.extract(real, rules))
    with kept(place) as extractions:
        assert list(extractions.extract(real, rules)) == found
    assert len(rules.read) == 100
