"""Tests of kg.sources.omissions."""

from __future__ import annotations

from kg.model import Author, Paper
from kg.sources import Omission, Tally


def test_nothing_left_out_is_nothing_to_say() -> None:
    tally = Tally()
    tally.paper(Paper("a", "A"))
    assert not tally
    assert tally.sentences() == ()


def test_two_omissions_of_one_record_are_one() -> None:
    tally = Tally()
    tally.papers = 3
    for line in (1, 1, 2):
        tally.omission(Omission("f", line, "authors", "one of them has no name"))
    assert tally.sentences() == ("authors not read in 2 of 3: one of them has no name (first at line 1)",)


def test_keys_that_are_not_understood_are_named_with_what_is_missing() -> None:
    tally = Tally()
    for title in ("A", "B"):
        tally.unknown(["resumen", "notes"])
        tally.paper(Paper(title, title, authors=(Author("Ada"),)))
    tally.unknown([f"key {number}" for number in range(20)])
    assert tally.sentences() == (
        'abstract not read in 2 of 2: give it as "abstract"',
        'not understood: keys "resumen", "notes", "key 0", "key 1", "key 2", "key 3", "key 4", "key 5" and 14 more',
    )


def test_memory_is_bounded_by_fields_and_not_by_records() -> None:
    tally = Tally()
    for number in range(5000):
        tally.omission(Omission("f", number, f"field {number}", "why"))
        tally.unknown([f"key {number}"])
    assert len(tally.sentences()) == 1001
