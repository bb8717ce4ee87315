"""This file is about entity resolution: which mentions of a corpus name one thing.

Mentions of one normal form are one entity, and so are a short form and the long form that papers give for it, unless
papers give it several. Ids come from normal forms alone, so the order of the papers leaves no trace.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from extract.normal_form import normal_form, parents, slug
from kg.model import RELATION_TYPES, Entity, Relation, Resolution

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model import Extraction, Label, Mention

Key = tuple[str, str]
"""A family of labels and a normal form: what must be equal for two mentions to be one entity."""

_HOSTS = ("github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "huggingface.co", "hf.co")
_FAMILY: dict[Label, str] = {
    "Method": "name",
    "Model": "name",
    "Benchmark": "benchmark",
    "Repo": "repo",
    "Task": "task",
    "Metric": "metric",
}


def resolve(extractions: Iterable[Extraction]) -> Resolution:
    """Resolve the mentions of a corpus to entities, and say what each paper says of them.

    Time and memory grow with the number of mentions, not of pairs. The papers may come in any order.
    """
    placed = [(extraction.paper.paper_id, mention) for extraction in extractions for mention in extraction.mentions]
    joined = _join(placed)
    mentions_by_key: dict[Key, list[tuple[str, Mention]]] = defaultdict(list)
    for paper_id, mention in placed:
        mentions_by_key[joined[_key(mention)]].append((paper_id, mention))
    entities: list[Entity] = []
    relations: list[Relation] = []
    id_by_form: dict[tuple[Label, str], str] = {}
    for key in sorted(mentions_by_key):
        members = mentions_by_key[key]
        entity = _entity(key, members)
        entities.append(entity)
        if entity.label in ("Model", "Benchmark"):
            id_by_form[entity.label, key[1]] = entity.entity_id
        relations.extend(_relations(entity.entity_id, members))
    variants = []
    for (label, form), entity_id in id_by_form.items():
        base = next((id_by_form[label, one] for one in parents(form, label) if (label, one) in id_by_form), None)
        if base is not None:
            variants.append((entity_id, base))
    return Resolution(
        tuple(sorted(entities, key=lambda entity: entity.entity_id)),
        tuple(sorted(relations, key=lambda r: (r.paper_id, r.entity_id, RELATION_TYPES.index(r.type)))),
        tuple(sorted(variants)),
    )


def _key(mention: Mention) -> Key:
    if mention.label == "Repo":
        return ("repo", (mention.name or mention.surface).casefold())
    return (_FAMILY[mention.label], normal_form(mention.surface))


def _join(placed: list[tuple[str, Mention]]) -> dict[Key, Key]:
    """Map each key to the key of its entity: a long form to its short form, where both have one partner only."""
    shorts_by_long: dict[Key, set[Key]] = defaultdict(set)
    longs_by_short: dict[Key, set[Key]] = defaultdict(set)
    keys = {_key(mention) for _, mention in placed}
    for _, mention in placed:
        if mention.long_form is not None and mention.label != "Repo":
            short, long = _key(mention), (_FAMILY[mention.label], normal_form(mention.long_form))
            shorts_by_long[long].add(short)
            longs_by_short[short].add(long)
    joined = {key: key for key in keys}
    for long, shorts in shorts_by_long.items():
        if long in keys and len(shorts) == 1:
            (short,) = shorts
            if len(longs_by_short[short]) == 1 and long not in longs_by_short:
                joined[long] = short
    return joined


def _entity(key: Key, members: list[tuple[str, Mention]]) -> Entity:
    surfaces = Counter((mention.name or " ".join(mention.surface.split())) for _, mention in members)
    votes: Counter[Label] = Counter(mention.label for _, mention in members)
    label = min(votes, key=lambda candidate: (-votes[candidate], candidate))
    short = [surface for surface in surfaces if normal_form(surface) == key[1]] or list(surfaces)
    name = min(short, key=lambda surface: (-surfaces[surface], surface))
    long_forms = {" ".join(mention.long_form.split()) for _, mention in members if mention.long_form}
    aliases = tuple(sorted((set(surfaces) | long_forms) - {name}))
    if label == "Repo":
        return Entity(f"repo:{key[1]}", name, label, aliases, _url(members))
    return Entity(f"{label.lower()}:{slug(key[1])}", name, label, aliases)


def _url(members: list[tuple[str, Mention]]) -> str:
    host = min((h for _, mention in members for h in _HOSTS if h in mention.surface.casefold()), default=_HOSTS[0])
    mention = min((mention for _, mention in members), key=lambda m: (m.name or "", m.surface))
    kind = next((part for part in ("datasets/", "spaces/") if f"/{part}" in mention.surface), "")
    return f"https://{'huggingface.co' if host == 'hf.co' else host}/{kind}{mention.name or mention.surface}"


def _relations(entity_id: str, members: list[tuple[str, Mention]]) -> list[Relation]:
    by_paper: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for paper_id, mention in members:
        by_paper[paper_id, mention.relation].append(mention)
    return [
        Relation(
            paper_id,
            entity_id,
            mentions[0].relation,
            max(mention.score for mention in mentions),
            tuple(sorted(mentions, key=lambda m: (m.field != "title", m.start, m.end, m.surface))),
        )
        for (paper_id, _), mentions in by_paper.items()
    ]
