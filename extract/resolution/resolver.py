"""The resolver: from the extractions of a corpus to entities and relations.

Mentions of one normal form are one entity, however the form is spelled, and so are a short form and the long form that
papers give for it. Where papers mean several things by one name, each is an entity of its own.
Ids come from names, long forms and papers alone, so the order of the papers leaves no trace.
"""

from __future__ import annotations

import gc
from collections import Counter, defaultdict
from contextlib import contextmanager
from typing import TYPE_CHECKING

from extract.lexicon import listed_labels, normal_form
from extract.resolution.context_vectors import Contexts
from extract.resolution.disambiguation import NIL, OWN, Evidence, Senses, senses
from extract.resolution.entities import _entity, _relations, _variants
from extract.resolution.entity_keys import FAMILY, Key, bare_keys, form_of, spelled_keys
from extract.resolution.introducing_papers import heads, latecomers
from extract.resolution.long_form_clusters import homes
from extract.resolution.papers import Papers
from kg.model import RELATION_TYPES, Entity, Relation, Resolution

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from extract.resolution.papers import Cites
    from kg.model import Extraction, Label, Mention

_SURE = 0.9
"""How sure it must be that a paper introduces a name, to be another thing than others introduce by that name."""


@contextmanager
def without_collection() -> Iterator[None]:
    """Do not look for cycles: among a million records the search takes a third of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def resolve(extractions: Iterable[Extraction], *, cites: Cites | None = None) -> Resolution:
    """Resolve the mentions of a corpus to entities, and say what each paper says of them.

    Time and memory grow with the number of mentions, not of pairs. The papers may come in any order.

    Args:
        extractions: of each paper once.
        cites: paper_id to the paper_ids of what it cites; a paper's own references where there is no entry.
    """
    with without_collection():
        return _resolve(list(extractions), cites or {})


def _resolve(corpus: list[Extraction], cites: Cites) -> Resolution:
    placed = [(extraction.paper.paper_id, mention) for extraction in corpus for mention in extraction.mentions]
    spelled = spelled_keys(placed)
    papers = Papers((extraction.paper for extraction in corpus), cites)
    keys = _keys(placed, spelled, papers)
    mentions_by_key: dict[Key, list[tuple[str, Mention]]] = defaultdict(list)
    for (paper_id, mention), key in zip(placed, keys, strict=True):
        mentions_by_key[key].append((paper_id, mention))
    entities: list[Entity] = []
    relations: list[Relation] = []
    id_by_form: dict[tuple[Label, str], str] = {}
    for key in sorted(mentions_by_key):
        members = mentions_by_key[key]
        entity = _entity(key, members)
        entities.append(entity)
        if entity.label in ("Model", "Benchmark") and not key.sense:
            id_by_form.update(((entity.label, form_of(m)), entity.entity_id) for _, m in members)
        relations.extend(_relations(entity, members, _latecomers(key, members, papers)))
    return Resolution(
        tuple(sorted(entities, key=lambda entity: entity.entity_id)),
        tuple(sorted(relations, key=lambda r: (r.paper_id, r.entity_id, RELATION_TYPES.index(r.type)))),
        _variants(id_by_form),
    )


def _keys(placed: list[tuple[str, Mention]], spelled: Mapping[tuple[str, str], Key], papers: Papers) -> list[Key]:
    """Give the key of each mention."""
    bare = bare_keys(placed, spelled)
    used: dict[Key, dict[str, list[Mention]]] = defaultdict(lambda: defaultdict(list))
    for (paper_id, mention), key in zip(placed, bare, strict=True):
        if key.family != "repo":
            used[key][paper_id].append(mention)
    contexts = Contexts(papers)
    told: dict[Key, Senses] = {}
    for key, by_paper in used.items():
        shown = _shown(key, by_paper, spelled, papers, contexts)
        told[key] = senses(key.form, shown, papers, benchmark=_listed_benchmark(key))
    home = homes(told)

    def place(paper_id: str, key: Key) -> Key:
        if key not in told:
            return key
        sense, main = told[key].sense_by_paper[paper_id], told[key].main
        if sense == main:
            return home.get(key, key)
        if sense == NIL:
            return Key(key.family, key.form, NIL)
        if sense.startswith(OWN):
            return Key(key.family, key.form, sense.removeprefix(OWN))
        long = Key(key.family, sense)
        return home.get(long, long)

    return [place(paper_id, key) for (paper_id, _), key in zip(placed, bare, strict=True)]


def _shown(
    key: Key,
    by_paper: Mapping[str, list[Mention]],
    spelled: Mapping[tuple[str, str], Key],
    papers: Papers,
    contexts: Contexts,
) -> dict[str, Evidence]:
    """Give what each paper shows of a name; what it speaks of only where several papers use that.

    Of a metric it tells nothing: papers on any matter report an AUC.
    """
    shown = {paper_id: _evidence(mentions, spelled, papers.text(paper_id)) for paper_id, mentions in by_paper.items()}
    if len(by_paper) > 1 and key.family != "metric":
        for paper_id, mentions in by_paper.items():
            shown[paper_id] = shown[paper_id]._replace(context=contexts.around(paper_id, mentions))
    return shown


def _listed_benchmark(key: Key) -> bool | None:
    label = listed_labels().get(key.form) if key.family == "name" else None
    return None if label is None else label == "Benchmark"


def _evidence(mentions: list[Mention], spelled: Mapping[tuple[str, str], Key], text: str) -> Evidence:
    longs = Counter(
        spelled[FAMILY[mention.label], normal_form(mention.long_form)].form
        for mention in mentions
        if mention.long_form is not None
    )
    long = min(longs, key=lambda one: (-longs[one], -len(one), one)) if longs else None
    introducing = [mention for mention in mentions if mention.relation == "INTRODUCES"]
    at_head = any(heads(mention, text) for mention in introducing)
    return Evidence(
        long,
        at_head,
        bool(introducing) and (long is not None or at_head or any(map(_named, introducing))),
        benchmark=2 * sum(mention.label == "Benchmark" for mention in mentions) > len(mentions),
    )


def _named(mention: Mention) -> bool:
    """Say whether a name is one word with a capital, and surely introduced."""
    name = mention.name or mention.surface
    return name.replace("-", "").isalnum() and name != name.lower() and mention.score >= _SURE


def _latecomers(key: Key, members: list[tuple[str, Mention]], papers: Papers) -> set[str]:
    """Give the papers that cannot introduce a thing; of what shares a name with it the term lists tell nothing."""
    is_listed = key.family == "name" and not key.sense and key.form in listed_labels()
    return latecomers(members, papers, is_listed=is_listed)
