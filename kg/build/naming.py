"""This file is about naming: what the texts of the whole corpus name, written where it differs from what stands there.

Every paper of the graph takes part, whatever build brought it, so that papers that come one by one end in the graph
that they give together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from extract import resolve
from kg import batch
from kg.build.listed import Listed, joined, with_listed
from kg.build.report import silent
from kg.store import corpus, entities
from kg.store.chunks import chunks

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from kg.build.report import Clock, OnProgress
    from kg.corpus import Extractions
    from kg.model import Resolution
    from kg.store import Store

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Named:
    """What some papers name, counted.

    Attributes:
        mentions: spans of text that name something.
        entities: label to how many entities.
        relationships: type to how many relationships.
    """

    mentions: int
    entities: dict[str, int]
    relationships: dict[str, int]


def name(
    store: Store, kept: Extractions, *, extractor: str, clock: Clock, report: OnProgress = silent, size: int = 500
) -> Callable[[Collection[str]], Named]:
    """Extract, resolve and write what the corpus names.

    Args:
        store: an open store.
        kept: what the extractor said before.
        extractor: its version, which relationships carry.
        clock: told when a stage ends.
        report: told (stage, done, total).
        size: papers of one transaction.

    Returns:
        a function that counts what some papers name.
    """
    texts = list(corpus.texts(store))
    extractions = []
    for extraction in kept.extract(text.paper for text in texts):
        extractions.append(extraction)
        report("extract", len(extractions), len(texts))
    clock.ends("extract")
    resolution = resolve(extractions, cites=corpus.cites(store))
    report("resolve", len(extractions), len(texts))
    clock.ends("resolve")

    listed = Listed(resolution)
    relations = defaultdict(list)
    for relation in resolution.relations:
        relations[relation.paper_id].append(relation)
    rows: dict[str, Row] = {}
    for text, extraction in zip(texts, extractions, strict=True):
        paper_id = text.paper.paper_id
        said: dict[str, list[Row]] = defaultdict(list)
        for relation in relations[paper_id]:
            said[relation.type].append(batch.relation_row(relation, extractor))
        claimed = list(batch.result_rows(paper_id, extraction.results, relations[paper_id], extractor))
        whole = joined(said, listed.relations(text))
        rows[paper_id] = batch.paper_row(paper_id, whole, claimed + listed.results(text))
    resolution = with_listed(resolution, listed)
    entities.upsert(store, batch.entity_rows(resolution))
    changed = [rows[text.paper.paper_id] for text in texts if text.digest != rows[text.paper.paper_id]["digest"]]
    done = 0
    for part in chunks(changed, size):
        entities.relations(store, part)
        done += len(part)
        report("write", done, len(changed))
    everything = [entity.entity_id for entity in resolution.entities]
    entities.variants(store, resolution.variants, everything)
    entities.drop_others(store, set(everything))
    entities.builds_on(store, _builds_on(rows))
    clock.ends("write")
    mentions = {extraction.paper.paper_id: len(extraction.mentions) for extraction in extractions}
    return lambda paper_ids: _counted(paper_ids, rows, mentions, resolution)


def _builds_on(rows: Mapping[str, Row]) -> dict[tuple[str, str], list[str]]:
    """Infer which paper builds on which: it uses, or evaluates on, what the other alone introduced."""
    introducers: dict[str, list[str]] = defaultdict(list)
    for paper_id, row in rows.items():
        for said in row["relations"].get("INTRODUCES", ()):
            introducers[said["entity_id"]].append(paper_id)
    via: dict[tuple[str, str], set[str]] = defaultdict(set)
    for paper_id, row in rows.items():
        for kind in ("USES", "EVALUATES_ON"):
            for said in row["relations"].get(kind, ()):
                bases = introducers.get(said["entity_id"], ())
                if len(bases) == 1 and bases[0] != paper_id:
                    via[paper_id, bases[0]].add(said["entity_id"])
    return {pair: sorted(found) for pair, found in via.items()}


def _counted(
    paper_ids: Collection[str], rows: Mapping[str, Row], mentions: Mapping[str, int], resolution: Resolution
) -> Named:
    ours = [rows[paper_id] for paper_id in paper_ids if paper_id in rows]
    named = {said["entity_id"] for row in ours for kind in row["relations"].values() for said in kind}
    bases = {base for variant, base in resolution.variants if variant in named}
    relationships: Counter[str] = Counter()
    for row in ours:
        relationships.update({kind: len(said) for kind, said in row["relations"].items()})
        relationships["RESULT"] += len(row["results"])
    relationships["VARIANT_OF"] = sum(variant in named for variant, _ in resolution.variants)
    labels = Counter(entity.label for entity in resolution.entities if entity.entity_id in named | bases)
    return Named(
        sum(mentions.get(row["paper_id"], 0) for row in ours),
        dict(sorted(labels.items())),
        {kind: count for kind, count in sorted(relationships.items()) if count},
    )
