"""Review: which names may be one thing, and how much of what people looked at was right."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.corrections.standing import active

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.corrections.records import Entry

_CORRECTS: Final = frozenset({"merge", "split", "rename", "retype", "reject", "not-introduced"})
_WORDS = re.compile(r"[^\W_]+|\+")
_DIGITS = re.compile(r"\d+(?:\.\d+)*")
_CAPITALS = re.compile(r"[A-Z]{2}")
_LONG: Final = 8
"""Letters of a name that can be misspelled; below, another letter is another name."""
_MOST_ALIKE: Final = 8
"""Names that look alike are one thing in two spellings; where more do, they are a family."""
_PARENTHESES = re.compile(r"\s*\([^()]*\)\s*$")


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How much of what people reviewed was right: a share, with the bounds of its 95 % interval.

    Attributes:
        right: things that were accepted.
        reviewed: all things that were accepted or corrected.
    """

    right: int
    reviewed: int
    share: float
    low: float
    high: float


def accuracy(entries: Iterable[Entry]) -> Accuracy | None:
    """Count what was accepted and what was corrected, each thing once; None where nothing was reviewed.

    The interval is Wilson's (1927), which holds for few reviews too.
    """
    verdicts: dict[tuple[str, ...], bool] = {}
    for entry in active(entries):
        if entry.entity is None or (entry.kind != "accept" and entry.kind not in _CORRECTS):
            continue
        other = entry.into or entry.other
        subject = (
            entry.entity.entity_id,
            *([other.entity_id] if other else []),
            *(one.paper_id for one in entry.papers),
        )
        verdicts[tuple(sorted(subject))] = entry.kind == "accept"
    if not verdicts:
        return None
    right, reviewed = sum(verdicts.values()), len(verdicts)
    low, high = wilson(right, reviewed)
    return Accuracy(right, reviewed, right / reviewed, low, high)


def wilson(right: int, reviewed: int, z: float = 1.96) -> tuple[float, float]:
    """Return the bounds of Wilson's interval of a share.

    >>> [round(one, 3) for one in wilson(8, 10)]
    [0.49, 0.943]
    """
    share = right / reviewed
    centre = share + z * z / (2 * reviewed)
    spread = z * math.sqrt(share * (1 - share) / reviewed + z * z / (4 * reviewed * reviewed))
    scale = 1 + z * z / reviewed
    return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)


def look_alikes(names: Iterable[tuple[str, str, str]]) -> list[tuple[str, str]]:
    """Return pairs of entities whose names may be two spellings of one.

    Names are alike where they differ in signs and blanks alone, in the order or the number of their words, in one
    letter of a long word, or where one is made of the initials of the other; names with other numbers in them never
    are. It takes time in proportion to the names.

    Args:
        names: entity_id, type and name of each.

    Example:
        >>> look_alikes([("a", "Benchmark", "SWE-bench"), ("b", "Benchmark", "SWE bench"), ("c", "Method", "LoRA")])
        [('a', 'b')]
    """
    by_look: dict[tuple[str, ...], set[str]] = defaultdict(set)
    long: dict[tuple[str, str], set[str]] = defaultdict(set)
    for entity_id, label, name in names:
        for look in _looks(name):
            by_look[label, *look].add(entity_id)
        if initials := _initials(name):
            long[label, initials].add(entity_id)
    pairs: dict[tuple[str, str], None] = {}
    for (label, initials), some in long.items():
        short = by_look.get((label, "squeezed", initials), set()) - some
        if len(some) == len(short) == 1:
            pairs[min(*some, *short), max(*some, *short)] = None
    for some in by_look.values():
        if 1 < len(some) <= _MOST_ALIKE:
            ordered = sorted(some)
            pairs |= dict.fromkeys((one, other) for at, one in enumerate(ordered) for other in ordered[at + 1 :])
    return list(pairs)


def _looks(name: str) -> Iterator[tuple[str, ...]]:
    """Give what names that may be one thing have in common."""
    plain = _PARENTHESES.sub("", name).casefold()
    words = _WORDS.findall(plain)
    numbers = "/".join(_DIGITS.findall(plain))
    letters = "".join(words)
    if not letters:
        return
    yield "squeezed", letters
    yield "words", numbers, *sorted(word.removesuffix("s") for word in words)
    if len(letters) >= _LONG and letters.isalpha() and not _CAPITALS.search(name):
        yield "one letter", letters
        for at in range(len(letters)):
            yield "one letter", letters[:at] + letters[at + 1 :]


def _initials(name: str) -> str:
    """Give what a name of several words is called for short; two initials are anything."""
    words = _WORDS.findall(_PARENTHESES.sub("", name).casefold())
    return "".join(word[0] for word in words) if len(words) > 2 and all(map(str.isalpha, words)) else ""  # noqa: PLR2004
