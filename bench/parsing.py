"""How fast files of each kind become papers, against `json.loads` alone, and in how much memory.

The files are made of the same papers in the shape of each publisher. The dump of 1 GB is never on a disk: it is written
into the pipe of a process that reads it.
"""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.sources import jsonl, read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.model import Paper

DUMP = 10**9
"""Bytes of the large dump."""

_READER = """
import resource
from pathlib import Path
from kg import sources
with sources.opened(Path("-")) as source:
    count = sum(1 for _ in source)
print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def rows(papers: list[Paper]) -> Iterator[tuple[str, str, str]]:
    """Give (what, figure, ratio) for each kind of file, then for a dump of 1 GB."""
    own = "".join(jsonl.format_line(paper) + "\n" for paper in papers)
    bare = _speed(len(papers), lambda: [json.loads(line) for line in own.splitlines()])
    yield "json.loads of our own lines", f"{bare:,.0f} records/s", "1.00"
    with tempfile.TemporaryDirectory() as folder:
        for kind, content in _files(papers, own):
            path = Path(folder) / "file"
            path.write_text(content, encoding="utf-8")
            speed = _speed(len(papers), lambda path=path: sum(1 for _ in read(path, on_reject=_ignore)))  # type: ignore[misc]
            yield f"reading {kind}", f"{speed:,.0f} records/s", f"{speed / bare:.3f} of json.loads"
    count, seconds, peak = _dump(papers, DUMP)
    yield "reading an arXiv dump of 1 GB, piped", f"{count / seconds:,.0f} records/s", f"{count:,} papers"
    yield "reading an arXiv dump of 1 GB, peak memory", f"{peak:,.0f} MiB", ""


def _ignore(_reject: object) -> None:
    """Leave out what is no paper of its own, such as a title that occurs twice."""


def _speed(count: int, work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return count / (time.perf_counter() - start)


def _files(papers: list[Paper], own: str) -> Iterator[tuple[str, str]]:
    yield "our own JSON lines", own
    for kind, shape in (
        ("an arXiv dump", _arxiv),
        ("OpenAlex lines", _openalex),
        ("Semantic Scholar lines", _semantic_scholar),
        ("Hugging Face lines", _hugging_face),
    ):
        yield kind, "".join(json.dumps(shape(number, paper)) + "\n" for number, paper in enumerate(papers))
    yield "a Papers with Code array", json.dumps([_archive(paper) for paper in papers], indent=1)
    yield "CSL-JSON", json.dumps([_csl(paper) for paper in papers])
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(["id", "title", "abstract", "authors"])
    writer.writerows([p.paper_id, p.title, p.abstract, "; ".join(a.name for a in p.authors)] for p in papers)
    yield "CSV", table.getvalue()
    yield "BibTeX", "".join(map(_bibtex, papers))
    yield "RIS", "".join(map(_ris, papers))


def _arxiv(number: int, paper: Paper) -> dict[str, Any]:
    return {
        "id": f"{2001 + number // 90000}.{number % 90000 + 1:05}",
        "submitter": "Ada Example",
        "authors": ", ".join(author.name for author in paper.authors),
        "title": paper.title.replace(" ", "\n  ", 1),
        "comments": "12 pages",
        "journal-ref": None,
        "doi": None,
        "categories": "cs.LG cs.CL",
        "abstract": f"  {paper.abstract}\n",
        "versions": [{"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"}],
        "update_date": "2008-11-26",
        "authors_parsed": [
            [author.name.rpartition(" ")[2], author.name.rpartition(" ")[0], ""] for author in paper.authors
        ],
    }


def _openalex(number: int, paper: Paper) -> dict[str, Any]:
    places: dict[str, list[int]] = {}
    for place, word in enumerate(paper.abstract.split()):
        places.setdefault(word, []).append(place)
    return {
        "id": f"https://openalex.org/W{number + 10}",
        "doi": f"https://doi.org/10.5555/{number}",
        "title": paper.title,
        "display_name": paper.title,
        "publication_date": "2024-05-01",
        "ids": {"openalex": f"https://openalex.org/W{number + 10}"},
        "authorships": [{"author": {"display_name": author.name}} for author in paper.authors],
        "abstract_inverted_index": places,
        "referenced_works": [f"https://openalex.org/W{number + 11 + step}" for step in range(30)],
        "cited_by_count": 3,
    }


def _semantic_scholar(number: int, paper: Paper) -> dict[str, Any]:
    return {
        "corpusid": number + 1,
        "externalids": {"DOI": f"10.5555/{number}", "CorpusId": str(number + 1)},
        "title": paper.title,
        "abstract": paper.abstract,
        "authors": [{"authorId": "1", "name": author.name} for author in paper.authors],
        "venue": "X",
        "year": 2024,
        "publicationdate": "2024-05-01",
        "citationcount": 3,
    }


def _hugging_face(number: int, paper: Paper) -> dict[str, Any]:
    inner = {
        "id": f"2405.{number % 90000 + 1:05}",
        "title": paper.title,
        "summary": paper.abstract,
        "publishedAt": "2024-05-01T00:00:00.000Z",
        "upvotes": 5,
        "authors": [{"name": author.name} for author in paper.authors],
    }
    return {"paper": inner, "title": paper.title, "numComments": 2}


def _archive(paper: Paper) -> dict[str, Any]:
    return {
        "paper_url": "https://paperswithcode.com/paper/x",
        "arxiv_id": None,
        "title": paper.title,
        "abstract": paper.abstract,
        "url_abs": "https://example.org",
        "proceeding": "CVPR 2018 6",
        "authors": [author.name for author in paper.authors],
        "tasks": ["Image Classification"],
        "date": "2018-05-30",
        "methods": [{"name": "Dropout"}],
    }


def _csl(paper: Paper) -> dict[str, Any]:
    people = [author.name.rpartition(" ") for author in paper.authors]
    return {
        "type": "article-journal",
        "title": paper.title,
        "abstract": paper.abstract,
        "author": [{"given": given, "family": family} for given, _, family in people],
        "issued": {"date-parts": [[2024, 5, 1]]},
    }


def _bibtex(paper: Paper) -> str:
    names = " and ".join(author.name for author in paper.authors)
    fields = {"title": paper.title, "author": names, "abstract": paper.abstract, "year": "2024"}
    lines = "".join(f"  {key} = {{{value.translate(_PLAIN)}}},\n" for key, value in fields.items())
    return f"@article{{key{abs(hash(paper.paper_id))},\n{lines}}}\n\n"


_PLAIN = str.maketrans("{}\\@", "()/ ")


def _ris(paper: Paper) -> str:
    people = "".join(f"AU  - {author.name}\n" for author in paper.authors)
    return f"TY  - JOUR\nTI  - {paper.title}\n{people}AB  - {paper.abstract}\nPY  - 2024\nER  - \n\n"


def _dump(papers: list[Paper], size: int) -> tuple[int, float, float]:
    """Give how many papers a dump of a size has, how long it takes to read, and the reader's peak memory in MiB."""
    start = time.perf_counter()
    done = subprocess.Popen(
        [sys.executable, "-c", _READER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])},
    )
    shapes = [(line[: line.index(b'"', 8)], line) for line in (json.dumps(_arxiv(0, p)).encode() for p in papers)]
    number = written = 0
    with done.stdin as pipe:  # type: ignore[union-attr]
        while written < size:
            head, line = shapes[number % len(shapes)]
            number += 1
            identifier = f'{{"id": "{2001 + number // 90000}.{number % 90000 + 1:05}'.encode()
            written += pipe.write(identifier + line[len(head) :] + b"\n")
    with done.stdout as answer:  # type: ignore[union-attr]
        count, peak = map(int, answer.read().split())
    done.wait()
    return count, time.perf_counter() - start, peak / 1024
