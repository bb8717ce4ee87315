"""A small graph written by hand: four papers on agents, what they name, and who made them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.store import Store

NODES = """\
CREATE (old:Paper {paper_id: 'old', title: 'ZorbNet', abstract: 'We propose ZorbNet.', published: date('2025-01-10'),
                   cited_by: 2, pagerank: 0.5, pagerank_place: 1, community: 1, main_path: 1, core: 2}),
       (mid:Paper {paper_id: 'mid', title: 'Using ZorbNet', abstract: 'We use ZorbNet on QuuxBench.',
                   published: date('2025-06-20'), cited_by: 1, pagerank: 0.3, pagerank_place: 2, community: 1,
                   main_path: 2, core: 2}),
       (new:Paper {paper_id: 'new', title: 'Agents that write code', abstract: 'ZorbNet-7B reaches 71.5% on QuuxBench.',
                   published: date('2026-02-01'), cited_by: 0, pagerank: 0.1, pagerank_place: 3}),
       (apart:Paper {paper_id: 'apart', title: 'Apart', published: date('2026-02-09'), cited_by: 0, pagerank: 0.1,
                     pagerank_place: 3}),
       (stub:Paper {paper_id: 'stub', stub: true, cited_by: 0}),
       (z:Entity:Model {entity_id: 'model:zorb', name: 'ZorbNet', aliases: ['Zorb Net'], trend: 'rising',
                        trend_low: 0.2}),
       (z7:Entity:Model {entity_id: 'model:zorb-7b', name: 'ZorbNet-7B', aliases: []}),
       (z7i:Entity:Model {entity_id: 'model:zorb-7b-i', name: 'ZorbNet-7B-Instruct', aliases: []}),
       (q:Entity:Benchmark {entity_id: 'benchmark:quux', name: 'QuuxBench', aliases: []}),
       (t:Entity:Task {entity_id: 'task:code', name: 'code generation', aliases: []}),
       (ta:Entity:Task {entity_id: 'task:agentic-code', name: 'agentic code generation', aliases: []}),
       (ada:Author {author_id: 'author:ada', name: 'Ada Love', forms: 'ada love'}),
       (bob:Author {author_id: 'author:bob', name: 'Bob', forms: 'bob'}),
       (lab:Organization {organization_id: 'Lab', name: 'Lab'}),
       (:Community {community: 1, name: 'ZorbNet, QuuxBench', size: 2}),
       (:Analysis {measure: 'main path', papers: 2}), (:Analysis {measure: 'pagerank', papers: 4}),
       (z7)-[:VARIANT_OF]->(z), (z7i)-[:VARIANT_OF]->(z7),
       (old)-[:INTRODUCES {score: 0.9, fields: ['abstract'], starts: [11], ends: [18], surfaces: ['ZorbNet'],
                           labels: ['Model'], scores: [0.9], components: ['x'], comparisons: [false]}]->(z),
       (mid)-[:USES {score: 0.8, fields: ['abstract'], starts: [7], ends: [14], surfaces: ['ZorbNet'],
                     labels: ['Model'], scores: [0.8], components: ['x'], comparisons: [false]}]->(z),
       (mid)-[:EVALUATES_ON {listed: true, sources: ['page']}]->(q), (new)-[:EVALUATES_ON]->(q),
       (new)-[:USES]->(z7), (mid)-[:ADDRESSES]->(t), (new)-[:ADDRESSES]->(t), (new)-[:ADDRESSES]->(ta),
       (new)-[:RESULT {key: 'k', value: 71.5, unit: '%', metric: 'pass@1', whose: 'own', subject: 'ZorbNet-7B',
                       kind: 'absolute', field: 'abstract', start: 19, end: 24, surface: '71.5%'}]->(q),
       (mid)-[:RESULT {key: 'k', value: 60.0, unit: '%', metric: 'pass@1', whose: 'own', subject: 'ZorbNet',
                       kind: 'absolute'}]->(q),
       (mid)-[:CITES {contexts: ['As ZorbNet [1] shows.'], sources: ['openalex']}]->(old), (new)-[:CITES]->(old),
       (new)-[:CITES]->(mid), (mid)-[:BUILDS_ON {via: ['model:zorb']}]->(old),
       (ada)-[:WROTE {position: 1}]->(old), (bob)-[:WROTE {position: 2}]->(old), (ada)-[:WROTE {position: 1}]->(new),
       (lab)-[:PUBLISHED]->(old)
"""


def fill(store: Store) -> None:
    """Write it, and wait for the indexes that are over names and texts."""
    store.write(NODES)
    store.read("CALL db.awaitIndexes(60)")
