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

from extract.decision.name_evidence import elected
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


def decide(one: Named) -> Named:
    """Decide on label, relation, score and reason of a name, and whether it is kept."""
    listed = one.listed
    introduced = one.related("INTRODUCES")
    if listed in ("Task", "Metric") and (introduced < _MAY_BE or all(surface.islower() for surface in one.surfaces)):
        return one._replace(label=listed, relation=RELATION_OF[listed], score=0.7, kept=True, reason=LISTED)
    if introduced:
        return _decide_own(one, introduced)
    return _decide_found(one) if listed is None else _decide_listed(one, listed)


def _decide_own(one: Named, introduced: float) -> Named:
    label = elected({label: vote for label, vote in one.votes().items() if label not in ("Task", "Metric")})
    score = min(0.98, introduced + (0.05 if sum(one.surfaces.values()) > 1 else 0.0))
    if all(" " not in surface and shape(surface) == "plain" for surface in one.surfaces):
        kept = one.best("title") > 0
    else:
        kept = introduced >= SURELY or (introduced >= _MAY_BE and _shape(one) >= CAPITAL)
    reason = (INTRODUCED if introduced >= SURELY else PERHAPS) if kept else COMMON
    return one._replace(label=label, relation="INTRODUCES", score=score, kept=kept, reason=reason)


def _decide_listed(one: Named, listed: Label) -> Named:
    in_passing = len({c.start for c in one.candidates}) == 1 and all(surface.islower() for surface in one.surfaces)
    kept = listed != "Method" or not in_passing or one.related("USES") >= ACRONYM
    reason = LISTED if kept else IN_PASSING
    return one._replace(label=listed, relation=_relation(one, listed), score=0.85, kept=kept, reason=reason)


def _decide_found(one: Named) -> Named:
    label = elected(one.votes())
    form = _shape(one)
    if label in ("Task", "Metric"):
        return one._replace(label=label, reason=BARE)
    evaluated, used, typed = one.related("EVALUATES_ON"), one.related("USES"), one.best("labels")
    if form >= NAME:
        kept = True
    elif form >= ACRONYM:
        kept = max(evaluated, typed) >= _MAY_BE
    elif form >= CAPITAL:
        kept = evaluated >= REPORTED or (typed >= _TYPED and used >= ACRONYM)
    else:
        in_use = used >= _MAY_BE and (one.long_form is not None or any(" " in surface for surface in one.surfaces))
        kept = typed >= _TYPED and (in_use or evaluated >= REPORTED)
    score = min(0.9, form + 0.3 * max(evaluated, used, typed))
    reason = SHAPED if kept and form >= NAME else BESIDE if kept else BARE
    return one._replace(label=label, relation=_relation(one, label), score=score, kept=kept, reason=reason)


def _shape(one: Named) -> float:
    return max(one.best("names"), one.best("short_forms"), CAPITAL if one.listed else 0.0)


def _relation(one: Named, label: Label) -> RelationType:
    """Give the relation of something that the paper does not introduce."""
    if label == "Benchmark" and one.related("EVALUATES_ON") < _MAY_BE <= one.related("USES"):
        return "USES"
    return RELATION_OF[label]
