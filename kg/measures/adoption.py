"""Adoption: what share of each month's papers names an entity, stacked by what they do with it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kg import schema
from kg.measures.shares import wilson
from kg.model import RELATION_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.store import Store

MONTHS: Final = """\
MATCH (p:Paper)
WHERE p.published IS NOT NULL AND p.stub IS NULL
RETURN p.published.year * 12 + p.published.month - 1 AS month, count(*) AS papers
ORDER BY month
"""

NAMING: Final = f"""\
MATCH (:Entity {{entity_id: $entity_id}})<-[:{schema.VARIANT}*0..5]-(e:Entity)
WITH DISTINCT e
MATCH (e)<-[r:{"|".join(RELATION_TYPES)}]-(p:Paper)
WHERE p.published IS NOT NULL AND p.stub IS NULL
RETURN p.paper_id AS paper_id, p.published.year * 12 + p.published.month - 1 AS month, type(r) AS relation,
       e.entity_id AS entity_id
"""

NAMES: Final = """\
UNWIND $entity_ids AS entity_id
MATCH (e:Entity {entity_id: entity_id})
RETURN entity_id, e.name AS name
"""

_ORDER: Final[dict[str, int]] = {kind: at for at, kind in enumerate(RELATION_TYPES)}


@dataclass(frozen=True, slots=True)
class Month:
    """One month of an adoption curve.

    Attributes:
        month: in months since the year 0.
        corpus: how many papers of the corpus were published in it.
        papers: how many of them name the entity.
        low: the lower limit of their share, at 95%.
        high: the upper limit.
        parts: the papers by part: by relation each paper once, or by variant as often as it names another one.
    """

    month: int
    corpus: int
    papers: int
    low: float
    high: float
    parts: dict[str, int] = field(hash=False)

    @property
    def share(self) -> float:
        """What part of the month's papers names it."""
        return self.papers / self.corpus if self.corpus else 0.0


@dataclass(frozen=True, slots=True)
class Adoption:
    """A curve, month by month, from the first paper that names the entity to the last month of the corpus.

    Attributes:
        parts: the names of its layers, the lowest first.
        names: what a part is called, where that is not its name (variants are called by entity_id).
    """

    months: tuple[Month, ...]
    parts: tuple[str, ...]
    names: dict[str, str] = field(default_factory=dict, hash=False)


def curve(named: Iterable[tuple[int, str, str]], corpus: Mapping[int, int], *, once: bool = True) -> Adoption:
    """Count papers by month and part.

    Two of the three papers of January name it, one of them by two relations, of which the stronger counts:

    >>> found = curve([(24312, "p", "USES"), (24312, "p", "INTRODUCES"), (24312, "q", "USES")], {24312: 3, 24313: 1})
    >>> [(month.papers, round(month.share, 2), month.parts) for month in found.months]
    [(2, 0.67, {'INTRODUCES': 1, 'USES': 1}), (0, 0.0, {})]

    Args:
        named: (month, paper_id, part).
        corpus: month to how many papers there are.
        once: count a paper for one part, the strongest relation; else for every part that it has.
    """
    by_paper: dict[tuple[int, str], set[str]] = {}
    for month, paper_id, part in named:
        by_paper.setdefault((month, paper_id), set()).add(part)
    papers: Counter[int] = Counter(month for month, _ in by_paper)
    parts: dict[int, Counter[str]] = {}
    for (month, _), found in by_paper.items():
        ranked = sorted(found, key=lambda part: (_ORDER.get(part, 99), part))
        parts.setdefault(month, Counter()).update(ranked[:1] if once else ranked)
    total = sum(parts.values(), Counter())
    layers = sorted(total, key=lambda part: (_ORDER.get(part, 99), -total[part], part))
    if not papers:
        return Adoption((), ())
    months = []
    for month in range(min(papers), max(*papers, *corpus) + 1):
        of_month = parts.get(month, Counter())
        there = max(corpus.get(month, 0), papers[month])
        low, high = wilson(papers[month], there)
        counts = {part: of_month[part] for part in layers if of_month[part]}
        months.append(Month(month, there, papers[month], float(low), float(high), counts))
    return Adoption(tuple(months), tuple(layers))


def adoption(store: Store, entity_id: str, *, apart: bool = False) -> Adoption:
    """Return the adoption curve of an entity, the papers that name only a variant of it among them.

    Args:
        store: an open store.
        entity_id: the entity.
        apart: a layer for each variant; else a layer for each relation.
    """
    corpus = {row["month"]: row["papers"] for row in store.read(MONTHS)}
    rows = store.read(NAMING, entity_id=entity_id)
    part = "entity_id" if apart else "relation"
    found = curve(((row["month"], row["paper_id"], row[part]) for row in rows), corpus, once=not apart)
    if not apart:
        return found
    names = {row["entity_id"]: row["name"] for row in store.read(NAMES, entity_ids=list(found.parts))}
    return Adoption(found.months, found.parts, names)
