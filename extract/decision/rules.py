"""The rules of the decision: is a name kept, and of which type and in which relation to the paper?

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

from typing import TYPE_CHECKING

from extract.lexicon import shape

if TYPE_CHECKING:
    from extract.decision.name_evidence import Named
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
SURELY = 0.8
"""The paper introduces it, and not perhaps."""
_MAY_BE = 0.5
_TYPED = 0.6
_OVERRULES = 0.8


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
