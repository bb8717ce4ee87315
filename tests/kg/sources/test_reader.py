"""Tests of kg.sources.reader."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import json
import logging
import lzma
import os
import string
import subprocess
import sys
import tarfile
import threading
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kg.errors import SourceError
from kg.sources import Reject, jsonl, opened, read
from kg.sources.files import keys

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.model import Paper

KEYS = sorted(
    {key for several in keys.KEYS.values() for key in several[:3]}
    | {"abstract_inverted_index", "authorships", "referenced_works", "externalIds", "paperId", "citedPaper", "paper"}
    | {"repo_url", "paper_title", "datasets", "task", "name", "introduced_year", "introduced_date", "url_abs"}
    | {"ENTRYTYPE", "ID", "authors_parsed", "versions", "journal-ref", "DOI", "summary", "publishedAt", "results"}
    | {"data", "contexts", "intents", "paper_url", "sota", "rows", "metrics", "what", "is-referenced-by-count"}
)


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


def test_a_pipe_is_read_once_and_hashed(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    line = json.dumps({"title": "On Memory"}).encode()
    writer = threading.Thread(target=pipe.write_bytes, args=(line,))
    writer.start()
    with opened(pipe) as source:
        assert [paper.title for paper in source] == ["On Memory"]
    writer.join()
    assert source.digest == hashlib.sha256(line).hexdigest()
    assert source.key == f"pipe:{source.digest[:16]}"


def test_standard_input_is_a_hyphen(tmp_path: Path, sample: Path) -> None:
    script = "from pathlib import Path; from kg.sources import read; print(len(list(read(Path('-')))))"
    with sample.open("rb") as page:
        done = subprocess.run([sys.executable, "-c", script], stdin=page, capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "44"
    del tmp_path


def test_the_hash_is_that_of_the_file_as_it_is(tmp_path: Path) -> None:
    packed = tmp_path / "papers.jsonl.gz"
    packed.write_bytes(gzip.compress(b'{"title": "On Memory"}\n' + b'{"title": "On Time"}\n' * 3))
    with opened(packed, on_reject=lambda _: None) as source:
        list(source)
        assert source.digest == hashlib.sha256(packed.read_bytes()).hexdigest()
    assert source.key == str(packed)


def test_papers_come_before_the_whole_file_is_read(tmp_path: Path) -> None:
    records = tmp_path / "papers.jsonl"
    records.write_text("".join(f'{{"title": "Paper {n}"}}\n' for n in range(50)) + "broken\n", encoding="utf-8")
    rejects: list[Reject] = []
    papers = read(records, on_reject=rejects.append)
    assert next(papers).title == "Paper 0"
    assert not rejects
    assert len(list(papers)) == 49
    assert [(reject.source, reject.line) for reject in rejects] == [(str(records), 51)]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress, lambda data: _zipped({"p.jsonl": data})])
def test_whatever_it_is_packed_in(pack: Callable[[bytes], bytes], reading: Callable[..., Any]) -> None:
    assert reading(pack(b'{"title": "On Memory"}\n')).paper.title == "On Memory"


def test_an_archive_of_several_files_is_one_source(reading: Callable[..., Any]) -> None:
    packed = _zipped(
        {
            "a.jsonl": b'{"title": "One"}',
            "b/c.json": b'[{"title": "Two"}, {"title": "One"}]',
            "__MACOSX/a.jsonl": b"x",
            "notes.md": b"Dear all,\n\nthis is no page.\n",
        }
    )
    told = reading(packed)
    assert [paper.title for paper in told.papers] == ["One", "Two"]
    assert [reject.reason for reject in told.rejects] == [
        "the paper one was read already, at line 1",
        "notes.md in it cannot be read",
    ]


def _zipped(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def test_text_is_in_one_line_whoever_wrote_it(reading: Callable[..., Any]) -> None:
    paper = reading(json.dumps({"title": " On\n  Memory\t", "abstract": "We\r\n\r\nremember. "})).paper
    assert (paper.title, paper.abstract) == ("On Memory", "We remember.")


def test_a_name_too_long_for_an_index_costs_its_field_or_its_record(reading: Callable[..., Any]) -> None:
    long = "x" * 8001
    told = reading(
        "\n".join(
            json.dumps(record)
            for record in (
                {"title": "One", "authors": ["Ada", long], "organization": long, "references": ["W12", long]},
                {"title": long},
                {"title": "Two", "paper_id": long},
            )
        )
    )
    assert [(paper.title, len(paper.authors), paper.organization) for paper in told.papers] == [("One", 1, None)]
    assert [(omission.line, omission.field) for omission in told.omissions] == [
        (1, "authors"),
        (1, "organization"),
        (1, "references"),
    ]
    assert [reject.reason for reject in told.rejects] == [
        "the title is longer than 8000 bytes",
        "the paper_id is longer than 8000 bytes",
    ]


def test_of_two_papers_with_one_id_the_first_one_stays(reading: Callable[..., Any]) -> None:
    told = reading('{"title": "A", "paper_id": "2405.13729v1"}\n\n{"title": "B", "paper_id": "arxiv:2405.13729"}\n')
    assert [paper.title for paper in told.papers] == ["A"]
    assert [(reject.line, reject.reason) for reject in told.rejects] == [
        (3, "the paper 2405.13729 was read already, at line 1")
    ]


def test_a_log_is_refused_in_one_sentence(reading: Callable[..., Any]) -> None:
    log = "".join(json.dumps({"level": "info", "msg": f"step {n}", "ts": n}) + "\n" for n in range(100))
    with pytest.raises(SourceError, match=r'20 of 20 records look unlike papers.*the title is missing.*"level", "msg"'):
        reading(log)


def test_a_shop_is_refused_in_one_sentence(reading: Callable[..., Any]) -> None:
    goods = json.dumps([{"title": f"Shirt {n}", "price": "12 EUR", "size": "large"} for n in range(5)])
    with pytest.raises(SourceError, match=r'5 of 5 records look unlike papers.*"price", "size"'):
        reading(goods)


def test_a_few_strange_records_among_papers_cost_themselves(reading: Callable[..., Any]) -> None:
    lines = [{"title": f"Paper {n}", "abstract": "We test."} for n in range(5)] + [{"level": "info", "msg": "done"}]
    told = reading("\n".join(map(json.dumps, lines)))
    assert len(told.papers) == 5
    assert [(reject.line, reject.reason) for reject in told.rejects] == [(6, "the title is missing")]


def test_what_was_not_understood_is_counted_and_said(reading: Callable[..., Any]) -> None:
    lines = [{"title": f"Paper {n}", "inhalt": "Wir zeigen etwas.", "upvotes": "many"} for n in range(15)]
    assert reading("\n".join(map(json.dumps, lines))).sentences == (
        'upvotes not read in 15 of 15: "many" is no whole number (first at line 1)',
        'abstract not read in 15 of 15: give it as "abstract"',
        'authors not read in 15 of 15: give it as "authors"',
        'not understood: key "inhalt"',
    )


def test_a_file_in_utf_16_is_read(reading: Callable[..., Any]) -> None:
    assert reading('{"title": "On Größe"}\r\n'.encode("utf-16")).paper.title == "On Größe"


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


def _tar() -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a"))
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("missing", None, r"missing does not exist; give the path of "),
        ("empty", b"", r"empty, line 1: the file is empty; expected "),
        ("blank", b" \n\r\n", r"blank, line 1: the file is empty; expected "),
        ("binary", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", r"binary, line 1: the file is not text; expected "),
        ("cut.gz", gzip.compress(b'{"title": "A"}\n' * 9999, mtime=0)[:60], r"cut.gz is a damaged gzip file; "),
        ("letter.txt", b"Dear all,\n\nthis is no page.\n", r"letter.txt, line 1: expected a saved "),
        ("list.json", b"[]", r"list.json holds no papers; expected "),
        ("other.jsonl", b'{"name": "A"}\n', r'other.jsonl, line 1: 1 of 1 records look unlike papers.*"title"'),
        (
            "broken.jsonl",
            b'{"title": \n{"a\n',
            r"broken.jsonl, line 1: expected papers.*but the file ends inside the record",
        ),
        ("sales.csv", b"order,price,date\n1,2,3\n2,3,4\n", r'sales.csv, line 1: no column .* name one "title"'),
        ("old.zip", b"PK\x03\x04 and no more", r"old.zip is a damaged zip file; "),
        ("cut.bz2", bz2.compress(bytes(range(256)) * 99)[:-9], r"cut.bz2 is a damaged bz2 file; "),
        ("odd.bz2", b"BZh9 and no more", r"odd.bz2 is a damaged bz2 file; "),
        ("cut.xz", lzma.compress(bytes(range(256)) * 99)[:-30], r"cut.xz is a damaged xz file; "),
        ("all.tar", _tar(), r"all.tar is packed as tar, which is not read; unpack it first"),
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


def papers_or_one_sentence(path: Path) -> list[Paper]:
    problem = ""
    papers: list[Paper] = []
    try:
        papers = list(read(path, on_reject=lambda _: None, on_omission=lambda _: None))
    except SourceError as error:
        problem = str(error)
    assert papers or problem.startswith(str(path))
    return papers


@given(st.binary(max_size=300) | st.text(string.printable).map(str.encode))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(b"{" * 5000)
@example(b"[" * 5000)
@example(b'title,doi\n"')
@example(b"@article{")
@example(b"BZh91AY&SY")
@example(b"\xff\xfe{\x00")
def test_any_bytes_give_papers_or_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    papers_or_one_sentence(path)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=12,
)


@given(
    records=st.lists(st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=8), min_size=1, max_size=3),
    array=st.booleans(),
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_values_of_any_fields_give_papers_or_one_sentence(
    tmp_path: Path, records: list[dict[str, Any]], *, array: bool
) -> None:
    path = tmp_path / "file"
    lines = [json.dumps(record) for record in records]
    path.write_text(f"[{', '.join(lines)}]" if array else "\n".join(lines), encoding="utf-8")
    for paper in papers_or_one_sentence(path):
        jsonl.format_line(paper).encode()
        hash(paper)


@pytest.mark.corpus
def test_real_records_are_read(shared: Path) -> None:
    rejects: list[Reject] = []
    papers = list(read(shared / "corpora" / "hf_daily.jsonl.gz", on_reject=rejects.append))
    assert (len(papers), len(rejects)) == (9577, 0)
    assert papers[0].paper_id == "2405.13729"
