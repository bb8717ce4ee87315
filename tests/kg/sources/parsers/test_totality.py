"""A promise of every parser: whatever stands in a record, it is read, or refused with a reason."""

from __future__ import annotations

import doctest
import importlib
import json
import pkgutil
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.sources import parsers
from kg.sources.parsers import crossref, github, huggingface, openalex, opencitations, semantic_scholar
from tests.kg.sources.recordings import Omissions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kg.sources.parsers.fields import OnOmission

FIELDS: dict[Callable[[Mapping[str, Any], OnOmission], Any], tuple[str, ...]] = {
    openalex.work: (
        *("id", "ids", "doi", "title", "display_name", "publication_date", "publication_year", "primary_location"),
        *("locations", "authorships", "abstract_inverted_index", "referenced_works", "referenced_works_count"),
        *("cited_by_count", "is_retracted", "host_venue", "abstract"),
    ),
    semantic_scholar.paper: (
        *("paperId", "corpusId", "externalIds", "url", "title", "abstract", "venue", "publicationVenue", "year"),
        *("publicationDate", "journal", "authors", "referenceCount", "citationCount", "references"),
    ),
    semantic_scholar.citation: ("contexts", "intents", "contextsWithIntent", "citingPaper"),
    huggingface.paper: (
        *("paper", "id", "title", "summary", "authors", "publishedAt", "organization", "numComments", "upvotes"),
        *("githubRepo", "githubRepoAddedBy", "githubStars"),
    ),
    crossref.work: (
        *("DOI", "title", "subtitle", "author", "issued", "published", "container-title", "abstract", "reference"),
        *("references-count", "is-referenced-by-count", "relation", "update-to", "updated-by", "institution", "event"),
    ),
    opencitations.citation: ("oci", "citing", "cited", "creation"),
    github.repository: ("full_name", "html_url", "license", "stargazers_count", "archived", "pushed_at", "description"),
}
INNER = (
    *("paperId", "id", "DOI", "doi", "name", "given", "family", "title", "display_name", "source", "author", "authors"),
    *("user", "ORCID", "orcid", "date-parts", "date", "unstructured", "type", "ArXiv", "CorpusId", "landing_page_url"),
)
ODD = ("2405.13729", "10.1145/x", "W2741809807", "2024-05-22", "a/b", "\ud800", "0000-00-00", "doi:10.1145/x")
KEYS = st.sampled_from(INNER) | st.text(max_size=3)
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(
        ["2405.13729", "10.1145/x", "W2741809807", "2024-05-22", "a/b", "\ud800", "0000-00-00", "doi:10.1145/x"]
    ),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(INNER) | st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=8,
)


@pytest.mark.parametrize("parse", FIELDS, ids=lambda parse: f"{parse.__module__.rpartition('.')[2]}.{parse.__name__}")
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_whatever_stands_in_a_record_it_is_read_or_refused(
    parse: Callable[[Mapping[str, Any], OnOmission], Any], data: st.DataObject
) -> None:
    record = data.draw(st.dictionaries(st.sampled_from(FIELDS[parse]), ANYTHING, max_size=6))
    told = Omissions()
    try:
        found = parse(record, told)
    except ValueError:
        return
    # What is read can be kept: no half characters, no numbers that Neo4j cannot hold.
    json.dumps(asdict(found), default=str, ensure_ascii=False).encode()
    assert all(field and why for field, why in told)


@pytest.mark.parametrize("name", [module.name for module in pkgutil.iter_modules(parsers.__path__)])
def test_the_examples_of_the_docstrings_are_right(name: str) -> None:
    assert doctest.testmod(importlib.import_module(f"kg.sources.parsers.{name}")).failed == 0
