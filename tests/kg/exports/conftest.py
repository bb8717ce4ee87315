"""This file is about a small graph with everything that a graph may hold, for exports to write."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from kg.batch import batches, entity_rows
from kg.model import Author, Entity, Mention, Organization, Paper, Reference, Relation, Resolution
from kg.store import builds, upsert

if TYPE_CHECKING:
    from kg.store import Store

ALPHA = Entity("method:alpha", "Alpha", "Method")
BETA = Entity("benchmark:beta", "Beta", "Benchmark", url="https://example.org/beta")

ONE = Paper(
    "2401.00001",
    "Alpha: an étude of $x_1$ & 5% of {it}",
    'Alpha beats "Beta"; it\'s\\u0041 \\underline{fast}.\n\nA second part.',
    published=dt.date(2024, 1, 2),
    authors=(Author("Ada van der Lovelace"), Author("Jérôme Müller"), Author("Bob Smith Jr.")),
    organization=Organization("lab", "The Lab"),
    comments=3,
    upvotes=7,
    url="https://example.org/a_b?c=d&e=f",
    venue="Proceedings of the Étude Conference",
    ids={"arxiv": "2401.00001", "doi": "10.1145/12.34_5"},
    references=(Reference("1706.03762"), Reference("using-alpha")),
)
TWO = Paper("using-alpha", "Using Alpha", "We use Alpha.", authors=(Author("Jérôme Müller"), Author("大山")), ids={})
TWIN = Paper("2401.00003", "Alpha: an étude, revisited", published=dt.date(2024, 5, 6), authors=ONE.authors)

MORE = """\
MATCH (a:Paper {paper_id: '2401.00001'})-[c:CITES]->(:Paper {paper_id: 'using-alpha'})
SET c.contexts = $contexts, c.intents = ['method'], c.weight = 0.5, c.none = [],
    a.status = 'retracted', a.control = $control,
    a.seen = datetime('2026-01-02T03:04:05.678901234+01:00'), a.at = localdatetime('2026-01-02T03:04:05')
"""

AUTHOR = """\
MATCH (n:Author {name: 'Jérôme Müller'})
SET n.ids = ['orcid:0000-0002-1825-0097']
"""


def relation(paper: str, entity: Entity, kind: str) -> Relation:
    mention = Mention("title", 0, 5, entity.name, entity.label, 0.9, "by-hand", kind)  # type: ignore[arg-type]
    return Relation(paper, entity.entity_id, kind, 0.9, (mention,))  # type: ignore[arg-type]


@pytest.fixture
def graph(store: Store) -> Store:
    """Three papers, a stub, and everything around them."""
    said = Resolution(
        (BETA, ALPHA),
        (
            relation("2401.00001", ALPHA, "INTRODUCES"),
            relation("2401.00001", BETA, "EVALUATES_ON"),
            relation("using-alpha", ALPHA, "USES"),
        ),
    )
    upsert.entities(store, entity_rows(said))
    for batch in batches([ONE, TWO, TWIN], said, extractor="by-hand/1"):
        upsert.papers(store, batch, source="by-hand")
    store.write(MORE, contexts=['As shown in [1]; it\'s "good".', "Line\nend;\n"], control="a\x01b")
    store.write(AUTHOR)
    key = builds.begin(store, source="by-hand", source_hash="x", extractor="by-hand/1")
    builds.end(store, key, counts={"papers": 3})
    return store
