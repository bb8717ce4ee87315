"""This file is about the decision: is a name kept, and of which type and in which relation to the paper?

| what is known of it | kept when |
| --- | --- |
| the paper introduces it (0.8 and more) | always, but for a single common word that no title has |
| the paper may introduce it (0.5 and more) | its shape is more than that of capitalised common words |
| our term lists have it | always, but for a technique mentioned once, in passing, in lower case |
| CamelCase, or letters with digits | always |
| capitals alone | it stands where results are reported, or beside a noun that tells its type |
| a capitalised uncommon word | results are reported on it, or it is used and a noun tells its type |
| capitalised common words | both |
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.forms import is_family, label_of_form
from extract.heads import label_of_head
from extract.shapes import shape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.named import Named
    from kg.model import Label, RelationType

RELATION_OF: dict[Label, RelationType] = {
    "Method": "USES",
    "Model": "USES",
    "Benchmark": "EVALUATES_ON",
    "Repo": "HAS_CODE",
    "Task": "ADDRESSES",
    "Metric": "REPORTS",
}
NAME, ACRONYM, CAPITAL = 0.5, 0.4, 0.3
"""The scores of the shapes; see `names.SCORES`."""
REPORTED = 0.7
"""Results are reported on it."""
INTRODUCED = "the paper introduces it"
PERHAPS = "the paper may introduce it, and it is written as a name"
LISTED = "our term lists have it"
SHAPED = "it is written as only names are"
BESIDE = "results are reported on it, or the words beside it tell its type"
VARIANT = "it is a variant of what the paper introduces"
COMMON = "dropped: introduced perhaps, but a common word or no name by its shape"
IN_PASSING = "dropped: a technique named once, in passing, in lower case"
KIND = "dropped: a kind of models, in the plural"
BARE = "dropped: nothing but its shape speaks for it"
"""The reasons: the rows of the table above."""
_KIND = re.compile(r"(?:.*[\s-])?[Mm]odels|.*LM[sS]", re.DOTALL)
SURELY = 0.8
"""The paper introduces it, and not perhaps."""
_MAY_BE = 0.5
_TYPED = 0.6
_EXPLAINED = 0.8
_OVERRULES = 0.8
_LONG = 4


def decide(one: Named) -> bool:
    """Decide on label, relation, score and reason of a name, and say whether it is kept."""
    listed = one.listed
    introduced = one.related("INTRODUCES")
    if listed in ("Task", "Metric") and (introduced < _MAY_BE or all(surface.islower() for surface in one.surfaces)):
        one.label, one.relation, one.score = listed, RELATION_OF[listed], 0.7
        one.reason = LISTED
        return True
    if introduced:
        kept = _decide_own(one, introduced)
        one.reason = (INTRODUCED if introduced >= SURELY else PERHAPS) if kept else COMMON
        return kept
    if listed is not None:
        kept = _decide_listed(one, listed)
        one.reason = LISTED if kept else IN_PASSING
        return kept
    kept = _decide_found(one)
    form = _shape(one)
    one.reason = SHAPED if kept and form >= NAME else BESIDE if kept else BARE
    return kept


def _decide_own(one: Named, introduced: float) -> bool:
    votes = one.votes()
    votes.pop("Task", None)
    votes.pop("Metric", None)
    one.elect(votes)
    one.relation = "INTRODUCES"
    one.score = min(0.98, introduced + (0.05 if sum(one.surfaces.values()) > 1 else 0.0))
    if all(" " not in surface and shape(surface) == "plain" for surface in one.surfaces):
        return one.best("title") > 0
    return introduced >= SURELY or (introduced >= _MAY_BE and _shape(one) >= CAPITAL)


def _decide_listed(one: Named, listed: Label) -> bool:
    votes = one.votes()
    overruled = listed in ("Method", "Model") and votes.get("Benchmark", 0.0) > votes[listed] + _OVERRULES
    one.label = "Benchmark" if overruled else listed
    one.relation = _relation(one)
    one.score = 0.85
    in_passing = len({c.start for c in one.candidates}) == 1 and all(surface.islower() for surface in one.surfaces)
    return listed != "Method" or not in_passing or one.related("USES") >= ACRONYM


def _decide_found(one: Named) -> bool:
    one.elect(one.votes())
    if one.label in ("Task", "Metric"):
        return False
    one.relation = _relation(one)
    form = _shape(one)
    evaluated, used, typed = one.related("EVALUATES_ON"), one.related("USES"), one.best("labels")
    one.score = min(0.9, form + 0.3 * max(evaluated, used, typed))
    if form >= NAME:
        return True
    if form >= ACRONYM:
        return max(evaluated, typed) >= _MAY_BE
    if form >= CAPITAL:
        return evaluated >= REPORTED or (typed >= _TYPED and used >= ACRONYM)
    in_use = used >= _MAY_BE and (one.long_form is not None or any(" " in surface for surface in one.surfaces))
    return typed >= _TYPED and (in_use or evaluated >= REPORTED)


def _shape(one: Named) -> float:
    return max(one.best("names"), one.best("short_forms"), CAPITAL if one.listed else 0.0)


def _relation(one: Named) -> RelationType:
    """Give the relation of something that the paper does not introduce."""
    if one.label == "Benchmark" and one.related("EVALUATES_ON") < _MAY_BE <= one.related("USES"):
        return "USES"
    return RELATION_OF[one.label]


def with_variants(named: list[Named], kept: list[Named]) -> list[Named]:
    """Let a variant of what the paper introduces be introduced: FollowIR-7B beside FollowIR, QLoRAM beside LoRAM."""
    introduced = [one for one in kept if one.relation == "INTRODUCES"]
    keys = [one.key.split() for one in introduced]
    names = [
        surface for one in introduced for surface in one.surfaces if len(surface) >= _LONG and shape(surface) == "name"
    ]
    chosen = {id(one) for one in kept}
    for one in sorted(named, key=lambda one: not one.votes()):
        if one.listed is not None or one.relation == "INTRODUCES" or not one.best("names"):
            continue
        pieces = one.key.split()
        begins = any(key == pieces[: len(key)] and len(pieces) > len(key) for key in keys)
        if begins or any(name in surface for surface in one.surfaces for name in names):
            one.relation = "INTRODUCES"
            one.score = max(one.score, 0.6)
            one.reason = VARIANT
            chosen.add(id(one))
            kin = [
                other for other in introduced if other.key.split()[0] == pieces[0] or one.key.endswith(f" {other.key}")
            ]
            if kin and not one.votes():
                one.label = kin[-1].label
            introduced.append(one)
    return [one for one in named if id(one) in chosen]


def with_kin(judged: Sequence[Named]) -> None:
    """Let what goes on from a name that the paper introduces be introduced: A2World-policy beside A2World."""
    own = [_root(one) for one in judged if one.relation == "INTRODUCES" and one.listed is None]
    for one in judged:
        if one.listed is None and any(one.key.startswith(f"{key} ") for key in own):
            one.relation = "INTRODUCES"


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


def settle_relations(kept: list[Named], own: int) -> None:
    """Let the whole paper decide where a sentence does not.

    A benchmark that only the background names, or that stands beside ours, is not reported on. A name that nothing
    is compared with and nobody uses, explained after the paper said what it introduces, is a part of that.

    Args:
        kept: what is kept.
        own: where the paper first says what it introduces.
    """
    introduced = [one for one in kept if one.relation == "INTRODUCES"]
    ours = any(one.label == "Benchmark" for one in introduced)
    for one in kept:
        reported = one.related("EVALUATES_ON")
        if one.label == "Benchmark" and one.relation == "EVALUATES_ON" and reported < REPORTED:
            if ours or all(c.start < own for c in one.candidates):
                one.relation = "USES"
        elif (
            introduced
            and one.relation == "USES"
            and one.listed is None
            and not reported
            and not one.related("USES")
            and one.best("names") >= NAME
            and one.best("labels") >= _EXPLAINED
            and not any(label_of_form(surface) == "Model" for surface in one.surfaces)
            and all(c.start > own for c in one.candidates)
        ):
            one.relation = "INTRODUCES"
