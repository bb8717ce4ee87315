"""Tests of kg.sources.parsers.arxiv."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from kg.model import Organization, Paper
from kg.sources.parsers import arxiv
from tests.kg.sources.recordings import Omissions, recorded

if TYPE_CHECKING:
    from pathlib import Path

FEED = """<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom"
      xmlns="http://www.w3.org/2005/Atom">
  <opensearch:itemsPerPage>10</opensearch:itemsPerPage>
  <opensearch:totalResults>{total}</opensearch:totalResults>
  <opensearch:startIndex>0</opensearch:startIndex>
  {entries}
</feed>"""
ENTRY = """<entry>
    <id>http://arxiv.org/abs/2405.13729v2</id>
    <title>Widgets of
  doubt: where x &lt; y</title>
    <updated>2024-06-01T08:00:00Z</updated>
    <summary>  We test
BERT.</summary>
    <published>2024-05-22T15:13:41Z</published>
    <arxiv:comment>{comment}</arxiv:comment>
    <arxiv:journal_ref>Acta Widgetica 56:1-50</arxiv:journal_ref>
    <arxiv:doi>10.1145/Widgets.1</arxiv:doi>
    <author><name>Ada Example</name><arxiv:affiliation>Nowhere</arxiv:affiliation></author>
    <author><name>Bo Example</name></author>
  </entry>"""


def read(comment: str = "44 pages") -> Paper:
    [entry] = arxiv.feed(FEED.format(total=1, entries=ENTRY.format(comment=comment)).encode()).entries
    return arxiv.entry(entry)


def test_every_field_of_an_entry_is_read() -> None:
    paper = read()
    assert (paper.paper_id, paper.title, paper.abstract) == (
        "2405.13729",
        "Widgets of doubt: where x < y",
        "We test BERT.",
    )
    assert paper.ids == {"arxiv": "2405.13729", "doi": "10.1145/widgets.1"}
    assert (paper.published, paper.venue) == (dt.date(2024, 5, 22), "Acta Widgetica 56:1-50")
    assert [author.name for author in paper.authors] == ["Ada Example", "Bo Example"]
    assert paper.authors[0].affiliations == (Organization("Nowhere", "Nowhere"),)
    assert paper.url == "https://arxiv.org/abs/2405.13729"
    assert (paper.status, paper.comments) == (None, None)


def test_the_version_stands_apart_from_the_id() -> None:
    [entry] = arxiv.feed(FEED.format(total=1, entries=ENTRY.format(comment="")).encode()).entries
    assert (arxiv.version(entry), arxiv.updated(entry)) == (2, dt.date(2024, 6, 1))


@pytest.mark.parametrize(
    "comment",
    [
        "This paper has been withdrawn by the author due to an error in Lemma 2",
        "Withdrawn",
        "withdrawn by arXiv administrators",
        "The authors found an error; this submission has been withdrawn.",
    ],
)
def test_a_withdrawn_paper_is_marked(comment: str) -> None:
    assert read(comment).status == "withdrawn"


@pytest.mark.parametrize(
    "comment", ["Accepted at NeurIPS", "Withdrawn from ICML and sent to NeurIPS", "On withdrawn funds"]
)
def test_other_comments_mark_nothing(comment: str) -> None:
    assert read(comment).status is None


def test_a_feed_may_say_what_was_wrong() -> None:
    entry = (
        "<entry><id>https://arxiv.org/api/errors#incorrect_id_format_for_abc</id><title>Error</title>"
        "<summary>incorrect id format for abc</summary></entry>"
    )
    feed = arxiv.feed(FEED.format(total=1, entries=entry).encode())
    assert (feed.error, feed.entries) == ("incorrect id format for abc", ())


def test_a_paper_called_error_is_a_paper() -> None:
    entry = "<entry><id>http://arxiv.org/abs/2405.00001v1</id><title>Error</title></entry>"
    feed = arxiv.feed(FEED.format(total=1, entries=entry).encode())
    assert (feed.error, arxiv.entry(feed.entries[0]).title) == (None, "Error")


def test_an_entry_that_names_nothing_is_refused() -> None:
    feed = arxiv.feed(FEED.format(total=1, entries="<entry><id/><title/></entry>").encode())
    with pytest.raises(ValueError, match="neither an identifier nor a title"):
        arxiv.entry(feed.entries[0])


@pytest.mark.parametrize("body", [b"", b"Rate exceeded.", b"<html/>", FEED[:200].encode()])
def test_what_is_no_feed_says_why(body: bytes) -> None:
    with pytest.raises(ValueError, match="it is no"):
        arxiv.feed(body)


def test_an_entity_of_the_outside_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("a secret", encoding="utf-8")
    body = FEED.format(total=1, entries="<entry><id>http://arxiv.org/abs/2405.00001</id><title>x&e;</title></entry>")
    body = body.replace("<feed", f'<!DOCTYPE feed [<!ENTITY e SYSTEM "{secret.as_uri()}">]><feed', 1)
    assert "secret" not in arxiv.entry(arxiv.feed(body.encode()).entries[0]).title


def test_every_recorded_feed_is_read(shared: Path) -> None:
    found: dict[str, Paper] = {}
    recordings = recorded(shared, "arxiv")
    for recording in recordings:
        feed = arxiv.feed(recording.body)
        assert (recording.status == 400) == (feed.error is not None)
        assert feed.total is not None
        assert feed.start is not None
        for entry in feed.entries:
            told = Omissions()
            paper = arxiv.entry(entry, told)
            assert not told
            assert paper.title
            assert paper.abstract
            assert paper.published
            assert paper.authors
            assert arxiv.version(entry)
            assert "\n" not in paper.title + paper.abstract
            found[paper.paper_id] = paper
    assert len(recordings) == 20
    assert len(found) > 100
    jupiters = found["astro-ph/0601001"]
    assert jupiters.venue == "ActaAstron.56:1-50,2006"
    assert jupiters.authors[2].affiliations == (Organization("CfA", "CfA"),)
    assert "V_max<17.5" in jupiters.abstract
    assert jupiters.published == dt.date(2006, 1, 2)
