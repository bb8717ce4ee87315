"""The pieces of Cypher that several questions share."""

from __future__ import annotations

from typing import Final

from kg import schema

PEOPLE: Final[tuple[str, ...]] = ("WROTE", "PUBLISHED", "AFFILIATED_WITH")
"""Relationships of authors and organisations: most of the graph, and what tells least of its matter."""

MATTER: Final = "|".join(one for one in schema.RELATIONSHIP_TYPES if one not in (*PEOPLE, schema.RESULT))
"""Every other relationship; a result lies beside another."""

DEGREE: Final = f"CASE WHEN n:Author OR n:Organization THEN COUNT {{ (n)--() }} ELSE COUNT {{ (n)-[:{MATTER}]-() }} END"

TYPES: Final = "|".join(schema.TEXT_RELATIONSHIPS)

CITED_BY: Final = "coalesce({node}.cited_by, COUNT {{ ({node})<-[:CITES]-() }})"
"""A graph that an earlier version wrote keeps no count until the next build."""

PAPER_ROW: Final = f"""\
p{{.paper_id, .comments, .upvotes, .author_count,
  title: coalesce(p.title, p.paper_id),
  published: toString(p.published),
  organization: head([(o:Organization)-[:PUBLISHED]->(p) | o.name]),
  citations: {CITED_BY.format(node="p")},
  stub: coalesce(p.stub, false),
  .status, .references_known, .references_resolved, .sources_disagree,
  entities: COUNT {{ (p)-[:{TYPES}]->() }}}}"""

ENTITY_ROW: Final = f"""\
e{{.entity_id, .name,
  aliases: coalesce(e.aliases, []),
  label: head([label IN labels(e) WHERE label <> 'Entity']),
  papers: COUNT {{ MATCH (e)<-[:{TYPES}]-(named:Paper) RETURN DISTINCT named }}}}"""

KEY: Final = "coalesce({node}.paper_id, {node}.entity_id, {node}.author_id, {node}.organization_id)"

NODE_ROW: Final = f"""\
{{node_id: {KEY.format(node="n")},
 kind: head([label IN labels(n) WHERE NOT label IN ['Entity', 'Pending', 'New']]),
 name: coalesce(n.title, n.name, n.paper_id),
 degree: {DEGREE},
 citations: {CITED_BY.format(node="n")},
 mentions: COUNT {{ (n)-[:{TYPES}]-() }},
 stub: coalesce(n.stub, false),
 published: toString(n.published),
 year: coalesce(n.published.year, n.year),
 community: coalesce(n.community, n.field)}}"""

EVIDENCE: Final = (
    "r{.score, .extractor, .listed, .fields, .starts, .ends, .surfaces, .labels, .scores, .components, .comparisons}"
)

RESULT: Final = "r{.value, .unit, .metric, .whose, .subject, .kind, .field, .start, .end, .surface}"
