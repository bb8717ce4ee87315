"""Propagation: what one name of a paper tells of others, such as its variants."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.decision.rules import NAME, REPORTED, SURELY, VARIANT
from extract.lexicon import is_family, label_of_form, label_of_head, shape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.decision.name_evidence import Named
    from kg.model import RelationType

_KIND = re.compile(r"(?:.*[\s-])?[Mm]odels|.*LM[sS]", re.DOTALL)
_EXPLAINED = 0.8
_LONG = 4


def with_variants(named: Sequence[Named]) -> list[Named]:
    """Let a variant of what the paper introduces be introduced: FollowIR-7B beside FollowIR, QLoRAM beside LoRAM."""
    introduced = [one for one in named if one.kept and one.relation == "INTRODUCES"]
    keys = [one.key.split() for one in introduced]
    names = [
        surface for one in introduced for surface in one.surfaces if len(surface) >= _LONG and shape(surface) == "name"
    ]
    changed: dict[str, Named] = {}
    for one in sorted(named, key=lambda one: not one.votes()):
        if one.listed is not None or one.relation == "INTRODUCES" or not one.best("names"):
            continue
        pieces = one.key.split()
        begins = any(key == pieces[: len(key)] and len(pieces) > len(key) for key in keys)
        if begins or any(name in surface for surface in one.surfaces for name in names):
            kin = [
                other for other in introduced if other.key.split()[0] == pieces[0] or one.key.endswith(f" {other.key}")
            ]
            label = kin[-1].label if kin and not one.votes() else one.label
            score = max(one.score, 0.6)
            variant = one._replace(label=label, relation="INTRODUCES", score=score, kept=True, reason=VARIANT)
            changed[one.key] = variant
            introduced.append(variant)
    return [changed.get(one.key, one) for one in named]


def with_kin(named: Sequence[Named]) -> list[Named]:
    """Let what goes on from a name that the paper introduces be introduced: A2World-policy beside A2World."""
    own = [_root(one) for one in named if one.kept and one.relation == "INTRODUCES" and one.listed is None]

    def is_kin(one: Named) -> bool:
        return one.kept and one.listed is None and any(one.key.startswith(f"{key} ") for key in own)

    return [one._replace(relation="INTRODUCES") if is_kin(one) else one for one in named]


def _root(one: Named) -> str:
    """Cut the noun off the key of "DSR Suite": DSR-Bench is a part of it."""
    first, _, last = one.key.rpartition(" ")
    cut = len(first) > 2 and label_of_head(last) and not any(map(is_family, one.surfaces))  # noqa: PLR2004 - a letter is no name
    return first if cut else one.key


def is_kind(one: Named) -> bool:
    """Say whether a name is a kind of models in the plural, "Video LLMs", that nothing says the paper introduces."""
    return (
        one.listed is None
        and one.related("INTRODUCES") < SURELY
        and all(_KIND.fullmatch(surface) for surface in one.surfaces)
    )


def settle_relations(named: Sequence[Named], own: int) -> list[Named]:
    """Let the whole paper decide where a sentence does not.

    A benchmark that only the background names, or that stands beside ours, is not reported on. A name that nothing
    is compared with and nobody uses, explained after the paper said what it introduces, is a part of that.

    Args:
        named: all names; what is not kept has no say.
        own: where the paper first says what it introduces.
    """
    introduced = [one for one in named if one.kept and one.relation == "INTRODUCES"]
    ours = any(one.label == "Benchmark" for one in introduced)

    def settled(one: Named) -> RelationType:
        reported = one.related("EVALUATES_ON")
        if one.label == "Benchmark" and one.relation == "EVALUATES_ON" and reported < REPORTED:
            return "USES" if ours or all(c.start < own for c in one.candidates) else one.relation
        is_part = (
            introduced
            and one.relation == "USES"
            and one.listed is None
            and not reported
            and not one.related("USES")
            and one.best("names") >= NAME
            and one.best("labels") >= _EXPLAINED
            and not any(label_of_form(surface) == "Model" for surface in one.surfaces)
            and all(c.start > own for c in one.candidates)
        )
        return "INTRODUCES" if is_part else one.relation

    return [one._replace(relation=settled(one)) if one.kept else one for one in named]
