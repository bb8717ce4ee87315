"""This file is about kg.sources.reader."""

from __future__ import annotations

import gzip
import json
import logging
import os
import threading
from pathlib import Path

import pytest

from kg.errors import SourceError
from kg.sources import Reject, read


def test_content_and_not_the_name_says_how_to_read(sample: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.jsonl"
    page.write_bytes(sample.read_bytes())
    assert list(read(page)) == list(read(sample))
    records = tmp_path / "papers.txt"
    records.write_text('\n {"title": "On Memory"}\n', encoding="utf-8")
    assert [paper.title for paper in read(records)] == ["On Memory"]


def test_packed_files_are_read_as_they_are(sample: Path, tmp_path: Path) -> None:
    packed = tmp_path / "page.txt.gz"
    packed.write_bytes(gzip.compress(sample.read_bytes()))
    assert list(read(packed)) == list(read(sample))


def test_a_pipe_is_read_once(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    line = json.dumps({"title": "On Memory"}).encode()
    writer = threading.Thread(target=pipe.write_bytes, args=(line,))
    writer.start()
    assert [paper.title for paper in read(pipe)] == ["On Memory"]
    writer.join()


def test_papers_come_one_by_one(tmp_path: Path) -> None:
    records = tmp_path / "papers.jsonl"
    records.write_text('{"title": "One"}\nbroken\n', encoding="utf-8")
    rejects: list[Reject] = []
    papers = read(records, on_reject=rejects.append)
    assert next(papers).title == "One"
    assert not rejects
    assert list(papers) == []
    assert [(reject.source, reject.line) for reject in rejects] == [(str(records), 2)]


def test_a_reject_that_nobody_asks_for_is_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    records = tmp_path / "papers.jsonl"
    records.write_text('{"title": "One"}\nbroken\n', encoding="utf-8")
    with caplog.at_level(logging.WARNING):
        list(read(records))
    assert f"{records}, line 2: it is not JSON" in caplog.text


def test_the_year_reaches_the_page(sample: Path) -> None:
    years = {paper.published.year for paper in read(sample, year=2020) if paper.published}
    assert 2020 in years
    assert 2026 not in years


def test_a_page_saved_long_ago_is_of_the_year_it_was_saved_in(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("On Memory\n\nWe propose to remember.\n\n  • 2 authors\n·\nDec 30\n", encoding="utf-8")
    os.utime(page, (1_704_800_000, 1_704_800_000))  # 9 January 2024
    assert [paper.published and paper.published.year for paper in read(page)] == [2023]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("missing", None, r"missing does not exist; give the path of "),
        ("empty", b"", r"empty, line 1: the file is empty; expected "),
        ("blank", b" \n\r\n", r"blank, line 1: the file is empty; expected "),
        ("binary", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", r"binary, line 1: the file is not text; expected "),
        ("cut.gz", gzip.compress(b'{"title": "A"}\n' * 9999, mtime=0)[:60], r"cut.gz is a damaged gzip file; "),
        ("letter.txt", b"Dear all,\n\nthis is no page.\n", r"letter.txt, line 1: expected a saved "),
        ("list.json", b'[{"title": "A"}]', r"list.json, line 1: expected "),
        ("other.jsonl", b'{"name": "A"}\n', r'other.jsonl, line 1: expected a JSON object a line with a "title"'),
    ],
)
def test_a_file_that_cannot_be_read_is_one_sentence(
    tmp_path: Path, name: str, content: bytes | None, says: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SourceError, match=says) as caught:
        list(read(path, on_reject=lambda _: None))
    assert str(caught.value).count("\n") == 0
    assert str(caught.value).endswith(".")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"is a folder; give a file: "):
        list(read(tmp_path))


def test_a_file_that_opens_and_then_fails_is_one_sentence() -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        list(read(Path("/proc/self/mem")))  # it opens, and reading fails: for root as well


def test_a_path_that_cannot_be_is_one_sentence() -> None:
    with pytest.raises(SourceError, match="null byte"):
        list(read(Path("a\0b")))


@pytest.mark.corpus
def test_real_records_are_read(shared: Path) -> None:
    rejects: list[Reject] = []
    papers = list(read(shared / "corpora" / "hf_daily.jsonl.gz", on_reject=rejects.append))
    assert (len(papers), len(rejects)) == (9577, 0)
    assert papers[0].paper_id == "2405.13729"
