"""A small graph with everything that a graph may hold, for exports to write."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from kg.store import Store

GRAPH = """\
CREATE (one:Paper {paper_id: '2401.00001', title: 'Alpha: an étude of $x_1$ & 5% of {it}', abstract: $abstract,
                   published: date('2024-01-02'), comments: 3, upvotes: 7, url: 'https://example.org/a_b?c=d&e=f',
                   venue: 'Proceedings of the Étude Conference', ids: ['arxiv:2401.00001', 'doi:10.1145/12.34_5'],
                   status: 'retracted', control: $control, seen: datetime('2026-01-02T03:04:05.678901234+01:00'),
                   at: localdatetime('2026-01-02T03:04:05'), sources: ['by-hand']})
CREATE (two:Paper {paper_id: 'using-alpha', title: 'Using Alpha', abstract: 'We use Alpha.'})
CREATE (twin:Paper {paper_id: '2401.00003', title: 'Alpha: an étude, revisited', published: date('2024-05-06')})
CREATE (stub:Paper {paper_id: '1706.03762', stub: true})
CREATE (ada:Author {author_id: 'author:ada', name: 'Ada van der Lovelace'})
CREATE (jm:Author {author_id: 'author:jm', name: 'Jérôme Müller', ids: ['orcid:0000-0002-1825-0097']})
CREATE (bob:Author {author_id: 'author:bob', name: 'Bob Smith Jr.'})
CREATE (yama:Author {author_id: 'author:yama', name: '大山'})
CREATE (lab:Organization {organization_id: 'lab', name: 'The Lab'})
CREATE (alpha:Entity:Method {entity_id: 'method:alpha', name: 'Alpha', aliases: ['A']})
CREATE (beta:Entity:Benchmark {entity_id: 'benchmark:beta', name: 'Beta', url: 'https://example.org/beta'})
CREATE (ada)-[:WROTE {position: 1}]->(one), (jm)-[:WROTE {position: 2}]->(one), (bob)-[:WROTE {position: 3}]->(one)
CREATE (ada)-[:WROTE {position: 1}]->(twin), (jm)-[:WROTE {position: 1}]->(two), (yama)-[:WROTE {position: 2}]->(two)
CREATE (lab)-[:PUBLISHED {sources: ['by-hand']}]->(one)
CREATE (one)-[:CITES {sources: ['by-hand'], contexts: $contexts, intents: ['method'], none: [], weight: 0.5}]->(two)
CREATE (one)-[:CITES {sources: ['by-hand']}]->(stub)
CREATE (one)-[:INTRODUCES {fields: ['title'], starts: [0], ends: [5], surfaces: ['Alpha'], score: 0.9}]->(alpha)
CREATE (one)-[:RESULT {key: 'a', value: 71.5, start: 3}]->(beta), (one)-[:RESULT {key: 'b', value: 7.0}]->(beta)
CREATE (two)-[:USES {score: 0.9}]->(alpha)
CREATE (:Build {build_id: 'b', built_at: datetime('2026-01-02T03:04:05Z'), complete: true})
CREATE (:Statement {statement_id: 's', record: '{"title": "x"}'})
"""


@pytest.fixture
def graph(store: Store) -> Store:
    """Three papers, a stub, and everything around them."""
    store.write(
        GRAPH,
        abstract='Alpha beats "Beta"; it\'s\\u0041 \\underline{fast}.\n\nA second part.',
        contexts=['As shown in [1]; it\'s "good".', "Line\nend;\n"],
        control="a\x01b",
    )
    return store
