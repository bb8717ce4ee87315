"""Naming: what the texts of the whole corpus name, written where it differs from what stands there.

Every paper of the graph takes part, whatever build brought it, so that papers that come one by one end in the graph
that they give together. Where the graph and the index of its papers agree on what was named last, only the difference
is looked at; else, after a build that died, on another machine or with another extractor, everything is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, Final

from extract import resolve
from kg import __version__, batch
from kg.build import correcting, difference
from kg.build.correcting import Correcting
from kg.build.listed import Listed
from kg.build.report import silent
from kg.build.stages import Named, Stages, listings, paper_rows
from kg.corpus import index_of, resolve_known
from kg.errors import KGError, StoreError
from kg.store import corpus, entities, standing

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from kg.build.report import Clock, OnProgress
    from kg.corpus import Extractions
    from kg.model import Resolution
    from kg.store import Store
    from kg.store.corpus import Text

Row = dict[str, Any]

_FEW = 500
"""Papers that are resolved anew in less time than it takes to find out what is known of them."""
_FORM: Final = "1"
"""Changes with what is written of the same extractions."""


def name(
    store: Store,
    kept: Extractions,
    *,
    extractor: str,
    clock: Clock,
    report: OnProgress = silent,
    on_notice: Callable[[str], None] | None = None,
    size: int = 500,
    ledger: Correcting | None = None,
) -> Callable[[Collection[str]], Named]:
    """Extract, resolve and write what the corpus names.

    Args:
        store: an open store.
        kept: what the extractor said before.
        extractor: its version, which relationships carry.
        clock: told when a stage ends.
        report: told (stage, done, total).
        on_notice: told in one sentence what costs time.
        size: papers of one transaction.
        ledger: the corrections to apply.

    Returns:
        a function that counts what some papers name.
    """
    ledger = ledger or Correcting()
    known = corpus.paper_ids(store)
    stages = Stages(extractor, clock, report, size)
    state = standing.state(store)
    if state is not None and len(known) >= _FEW:
        try:
            with index_of(standing.graph(store)) as index:
                if _state(index.state) == state:
                    count = difference.bring(store, kept, index, known, stages, state=_state, ledger=ledger)
                    if count is not None:
                        return count
        except StoreError:
            raise
        except KGError as error:  # the index is a cache: without it, the whole is looked at
            if on_notice is not None:
                on_notice(str(error))
    return _whole(store, kept, stages, state=state, on_notice=on_notice, ledger=ledger)


def _whole(
    store: Store,
    kept: Extractions,
    stages: Stages,
    *,
    state: str | None,
    on_notice: Callable[[str], None] | None,
    ledger: Correcting,
) -> Callable[[Collection[str]], Named]:
    """Look at every paper, whatever was known of it."""
    if state is not None:
        standing.forget(store)
    texts = list(corpus.texts(store))
    extractions = stages.extractions(kept, texts)
    cites = corpus.cites(store)
    resolution, state = (
        (resolve(extractions, cites=cites), None)
        if len(extractions) < _FEW
        else resolve_known(
            extractions, graph=standing.graph(store), cites=cites, lists=listings(texts), on_trouble=on_notice
        )
    )
    stages.resolved(len(texts))

    plan = correcting.plan_of(
        store,
        ledger.entries,
        resolution.entities,
        known={text.paper.paper_id for text in texts},
        listed=_listed_points(texts, ledger).__contains__,
    )
    listed = Listed(resolution.entities, plan=plan)
    relations = plan.relations(resolution.relations)
    rows = paper_rows(stages.extractor, texts, extractions, relations, listed=listed, plan=plan)
    resolution = correcting.resolution(plan, resolution, listed.new.values(), _named(rows))
    ledger.tell(plan)
    entities.upsert(store, batch.entity_rows(resolution.entities, correcting.marks(plan)))
    differing = [rows[text.paper.paper_id] for text in texts if text.digest != rows[text.paper.paper_id]["digest"]]
    stages.write(store, differing, texts)
    everything = [entity.entity_id for entity in resolution.entities]
    entities.variants(store, resolution.variants, everything)
    entities.drop_others(store, set(everything))
    entities.builds_on(store, _builds_on(rows))
    ledger.keep(store)
    if state is not None:
        standing.keep(store, _state(state))
    stages.clock.ends("write")
    mentions = {extraction.paper.paper_id: len(extraction.mentions) for extraction in extractions}
    return lambda paper_ids: _counted(paper_ids, rows, mentions, resolution)


def _state(of_index: str) -> str:
    """Say what an index of some state makes of a graph, by this very program."""
    return f"{_FORM}:{__version__}:{of_index}"


def _listed_points(texts: Iterable[Text], ledger: Correcting) -> set[str]:
    """Give the points at which lists of sources lie, where corrections ask for them."""
    return {point for one in listings(texts).values() for point in one.points} if ledger.entries else set()


def _named(rows: Mapping[str, Row]) -> set[str]:
    """Give the ids of all that papers name."""
    return {said["entity_id"] for row in rows.values() for kind in row["relations"].values() for said in kind}


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
    whole = named | bases
    labels = Counter(entity.label for entity in resolution.entities if entity.entity_id in whole)
    return Named(
        sum(mentions.get(row["paper_id"], 0) for row in ours),
        dict(sorted(labels.items())),
        {kind: count for kind, count in sorted(relationships.items()) if count},
    )
