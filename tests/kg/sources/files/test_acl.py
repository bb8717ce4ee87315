"""Tests of kg.sources.files.acl."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from kg.model import Author

if TYPE_CHECKING:
    from collections.abc import Callable

ENTRY = {
    "ID": "2020.acl-main.447",
    "ENTRYTYPE": "inproceedings",
    "title": "{K}ettle{N}et: Boiling  Tokens",
    "author": "Example, Ada  and\n      Sample, Bo",
    "booktitle": "Proceedings of X",
    "month": "jul",
    "year": "2020",
    "url": "https://aclanthology.org/2020.acl-main.447",
    "doi": "10.18653/v1/2020.acl-main.447",
    "abstract": "We boil.",
}


def test_an_entry_of_the_anthology(reading: Callable[..., Any]) -> None:
    paper = reading(json.dumps(ENTRY)).paper
    assert (paper.title, paper.venue, paper.year) == ("KettleNet: Boiling Tokens", "Proceedings of X", 2020)
    assert paper.authors == (Author("Ada Example"), Author("Bo Sample"))
    assert paper.ids == {"doi": "10.18653/v1/2020.acl-main.447", "acl": "2020.acl-main.447"}


def test_a_volume_is_no_paper(reading: Callable[..., Any]) -> None:
    volume = {"ID": "2020.acl-main.0", "ENTRYTYPE": "proceedings", "title": "Proceedings of X", "editor": "A, B"}
    told = reading(f"{json.dumps(ENTRY)}\n{json.dumps(volume)}\n")
    assert [reject.reason for reject in told.rejects] == ["it is a volume, not a paper"]


def test_a_row_of_the_full_text_corpus(reading: Callable[..., Any]) -> None:
    row = {
        "acl_id": "P19-1001",
        "title": "On Memory",
        "abstract": "We remember.",
        "author": "Example, Ada",
        "url": "https://aclanthology.org/P19-1001",
        "year": "2019",
        "numcitedby": 7,
        "booktitle": "ACL",
    }
    paper = reading(json.dumps(row)).paper
    assert (paper.paper_id, paper.ids, paper.authors) == ("acl:P19-1001", {"acl": "P19-1001"}, (Author("Ada Example"),))
    assert paper.cited_by_count == 7
