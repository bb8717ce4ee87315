"""Tests of kg.sources.files.keys."""

from __future__ import annotations

from dataclasses import fields
from itertools import chain
from pathlib import Path

import pytest

from kg.identity.kinds import KINDS
from kg.model import Paper
from kg.sources.files import keys


def test_every_field_of_a_paper_has_its_own_name_first() -> None:
    for field in (field for field in fields(Paper) if field.name != "own_key"):  # what paper_id or id says
        assert keys.KEYS[field.name][0] == field.name


def test_every_kind_of_identifier_has_keys() -> None:
    assert set(keys.ID_KINDS) == set(KINDS)


def test_no_key_holds_two_fields() -> None:
    folded = [keys.fold(key) for key in chain.from_iterable(set(map(keys.fold, k)) for k in keys.KEYS.values())]
    assert len(folded) == len(set(folded))
    assert not keys.UNUSED.intersection(folded)


@pytest.mark.parametrize("key", ["Publication Date", "publicationDate", "PUBLICATION_DATE", "publication-date"])
def test_case_and_signs_of_a_key_are_no_matter(key: str) -> None:
    assert keys.field(key) == "published"


def test_the_page_about_files_names_every_key() -> None:
    page = (Path(__file__).parents[4] / "docs" / "files.md").read_text(encoding="utf-8")
    for field, names in keys.KEYS.items():
        assert f"| {field} | {', '.join(f'`{name}`' for name in names)} |\n" in page
