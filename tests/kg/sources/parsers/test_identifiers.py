"""Tests of kg.sources.parsers.identifiers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.sources.parsers.identifiers import Identifiers, orcid, spell
from tests.kg.sources.recordings import Omissions

if TYPE_CHECKING:
    from kg.identity.kinds import Kind


@pytest.mark.parametrize(
    ("kind", "value", "spelling"),
    [
        ("doi", "https://doi.org/10.1145/WIDGETS.1", "10.1145/widgets.1"),
        ("doi", "10.48550/arXiv.2405.13729", "2405.13729"),
        ("arxiv", "2405.13729v3", "2405.13729"),
        ("arxiv", "http://arxiv.org/abs/hep-th/9901001v1", "hep-th/9901001"),
        ("openalex", "w2741809807", "W2741809807"),
        ("s2", "3FEBB2BED8865945E7FDDC99EFD791887BB7E14F", "3febb2bed8865945e7fddc99efd791887bb7e14f"),
        ("corpusid", "3626819", "CorpusId:3626819"),
        ("pmid", "https://pubmed.ncbi.nlm.nih.gov/29456894/", "pmid:29456894"),
        ("pmcid", "PMC5815332", "pmcid:PMC5815332"),
        ("pmcid", "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC5815332", "pmcid:PMC5815332"),
        ("acl", "P19-1001", "acl:P19-1001"),
        ("acl", "2020.acl-main.447", "acl:2020.acl-main.447"),
        ("mag", "2741809807", "mag:2741809807"),
        ("dblp", "conf/nips/VaswaniSPUJGKP17", "dblp:conf/nips/VaswaniSPUJGKP17"),
        ("doi", "none", None),
        ("arxiv", "10.1145/widgets.1", None),
        ("pmid", "0", None),
        ("mag", "W5", None),
        ("s2", "abc", None),
    ],
)
def test_each_kind_has_one_spelling(kind: Kind, value: str, spelling: str | None) -> None:
    assert spell(kind, value) == spelling


def test_one_identifier_of_a_kind_is_kept_and_the_strongest_names_the_paper() -> None:
    told = Omissions()
    identifiers = Identifiers(told)
    identifiers.add("a", "pmid", "5")
    identifiers.add("b", "doi", "10.1145/widgets.1")
    identifiers.add("c", "doi", "https://doi.org/10.1145/Widgets.1")
    identifiers.add("d", "doi", "10.1145/gears.2")
    identifiers.add("e", "mag", "")
    assert identifiers.by_kind["doi"] == identifiers.strongest() == "10.1145/widgets.1"
    assert told == [("d", "10.1145/gears.2 is a second doi identifier beside 10.1145/widgets.1")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://orcid.org/0000-0002-1825-0097", "0000-0002-1825-0097"),
        ("0000-0003-1613-598x", "0000-0003-1613-598X"),
        ("0000", None),
        ("", None),
    ],
)
def test_an_orcid_id_is_read(text: str, found: str | None) -> None:
    assert orcid(text) == found
