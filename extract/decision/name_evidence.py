"""The evidence for a name in one paper: all that components said of it, wherever it stands."""

from __future__ import annotations

from collections import Counter, defaultdict
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from extract.detection import is_coined
from extract.lexicon import is_negative, normal_form

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from extract.document import Candidate, ShortForm
    from kg.model import Label, RelationType


class Named(NamedTuple):
    """All that was said of one name in one paper, and what is decided of it; each stage gives new records.

    Attributes:
        key: its normal form; that of the short form where the paper gives one.
        surfaces: how often components pointed at each of its surface forms.
        long_form: the expansion that the paper gives, or None.
        kept: whether it is an entity; `label`, `relation` and `score` are decided with it.
        reason: why the rules keep it or drop it.
        weighed: the probability that an annotator lists it, where the tagger ran.
    """

    key: str
    candidates: tuple[Candidate, ...] = ()
    surfaces: Mapping[str, int] = MappingProxyType({})
    long_form: str | None = None
    label: Label = "Method"
    relation: RelationType = "USES"
    score: float = 0.0
    kept: bool = False
    reason: str = ""
    weighed: float | None = None

    def best(self, component: str, label: Label | None = None) -> float:
        """Give the highest score that a component gave, to a label where one is asked for."""
        return max(
            (c.score for c in self.candidates if c.component == component and label in (None, c.label)), default=0.0
        )

    def related(self, relation: RelationType) -> float:
        """How strongly the paper is said to stand in this relation to it."""
        return max((c.score for c in self.candidates if c.relation == relation), default=0.0)

    @property
    def listed(self) -> Label | None:
        """The label of our term lists."""
        return next((c.label for c in self.candidates if c.component == "term_lists"), None)

    def votes(self) -> dict[Label, float]:
        """Add up what speaks for each label."""
        total: dict[Label, float] = defaultdict(float)
        for c in self.candidates:
            if c.label is not None:
                total[c.label] += c.score
        return total


def elected(votes: Mapping[Label, float]) -> Label:
    """Give the label with most votes; a Method where nothing speaks for any."""
    return max(votes, key=lambda label: (votes[label], label)) if votes else "Method"


def gather(text: str, found: Iterable[Candidate], shorts: Sequence[ShortForm] = ()) -> list[Named]:
    """Bring together what was said of one name; a short form and its long form are one name."""
    alias: dict[str, str] = {}
    expansions: dict[str, str] = {}
    negative: set[str] = set()
    found = list(found)
    for short in shorts:
        surface, long = text[short.start : short.end], text[short.long_start : short.long_end]
        key, long_key = normal_form(surface), normal_form(long)
        if is_negative(surface) and not is_coined(text, short):
            negative |= {key, long_key}
        if key != long_key:
            alias.setdefault(long_key, key)
            expansions.setdefault(key, long)
    for candidate in found:
        if candidate.component == "term_lists" and candidate.name is not None:  # a long form that needs no explanation
            surface, key = text[candidate.start : candidate.end], normal_form(candidate.name)
            if alias.setdefault(normal_form(surface), key) == key:
                expansions.setdefault(key, surface)
    candidates: dict[str, list[Candidate]] = defaultdict(list)
    surfaces: dict[str, Counter[str]] = defaultdict(Counter)
    for candidate in found:
        surface = text[candidate.start : candidate.end]
        key = alias.get(normal_form(surface)) or normal_form(candidate.name or surface)
        key = alias.get(key, key)
        candidates[key].append(candidate)
        surfaces[key][surface] += 1
        if key in expansions:
            surfaces[key].setdefault(expansions[key], 0)
    named = (Named(key, tuple(said), surfaces[key], expansions.get(key)) for key, said in candidates.items())
    return [one for one in named if one.key not in negative or one.listed or one.best("title")]
