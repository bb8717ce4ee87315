"""Tests of kg.exports.names and kg.exports.bibtex: texts that bibliographies need in a form of their own."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.exports import bibtex, names
from kg.exports.records import PaperRecord
from kg.model import Author, Paper
from kg.sources import bibtex as reading
from kg.store import values


def record(title: str, author: str = "Ada Example", paper_id: str = "x") -> PaperRecord:
    return PaperRecord(Paper(paper_id, title, authors=(Author(author),), year=2020), {})


@pytest.mark.parametrize(
    ("title", "author", "start"),
    [
        ("On Engines", "Ada Lovelace", "lovelace2020engines-"),
        ("The Étude", "Łukasz Müller", "muller2020etude-"),
        ("GPT-4 Report", "van", "van2020gpt-"),
        ("大语言模型", "大山", "anon2020-"),
    ],
)
def test_keys_are_plain(title: str, author: str, start: str) -> None:
    key = names.key(record(title, author))
    assert key.startswith(start)
    assert key.isascii()
    assert key != names.key(record(title, author, paper_id="y"))


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp", "Cf", "Co", "Cn"]), min_size=1))
@settings(max_examples=150)
def test_whatever_a_title_holds_the_entry_is_one_and_so_is_the_next(title: str) -> None:
    text = bibtex.entry(record(f"A{title}", paper_id="a")) + bibtex.entry(record("The Next", paper_id="b"))
    papers = list(reading.parse(text.encode(), "x", on_reject=lambda reject: pytest.fail(str(reject))))
    assert [paper.title for paper in papers][1] == "The Next"
    assert len(papers) == 2


@pytest.mark.parametrize("module", [names, bibtex, values])
def test_the_examples_in_the_documentation_hold(module: object) -> None:
    results = doctest.testmod(module)  # type: ignore[arg-type]
    assert results.attempted
    assert not results.failed
