"""The paper's own repository: what it is called is, as a rule, what the paper introduces.

A name of the text that the repository has too is introduced: "EVE" beside github.com/lab/EVE. Where a paper introduces
nothing, a repository in capitals names its method, although the text has the name in the address alone.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from extract.decision.name_evidence import Named
from extract.detection import REPOSITORIES
from extract.document import Candidate
from extract.lexicon import is_negative, normal_form, own_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BY_ADDRESS: Final = "the paper introduces nothing else, and its repository is called so"
_CAPITALS: Final = re.compile(r"[A-Z][A-Z0-9]{2,}")
_SCORE: Final = 0.7


def with_repository(text: str, named: Sequence[Named], repositories: Sequence[Candidate]) -> list[Named]:
    """Let what the repositories are called be introduced.

    Args:
        text: title and abstract.
        named: names, tasks and metrics; what is not kept has no say.
        repositories: the candidates of the addresses.
    """
    called = {_letters(_name(one)) for one in repositories}
    own = [one for one in named if one.kept and one.relation == "INTRODUCES"]
    before = [_letters(one.key) for one in own]

    def is_called(one: Named) -> bool:
        letters = _letters(one.key)
        others = one.listed or one.label in ("Task", "Metric") or any(letters in name for name in before)
        return one.kept and letters in called and not others

    if not any(one.best("title") for one in own):  # beside "TokenPilot: ...", LightMem2 is what it is built into
        named = [one._replace(relation="INTRODUCES") if is_called(one) else one for one in named]
    if any(one.kept and one.relation == "INTRODUCES" for one in named):
        return list(named)
    known = {one.key for one in named if one.kept}
    new = (one for one in repositories if _is_name(_name(one)) and normal_form(_name(one)) not in known)
    return [*named, *(_named(text, one) for one in islice(new, 1))]


def in_addresses(kept: Sequence[Named]) -> Iterator[tuple[int, int, Named]]:
    """Give the places of names that only an address has."""
    for one in kept:
        for candidate in one.candidates:
            if candidate.component == REPOSITORIES:
                yield candidate.start, candidate.end, one


def _name(repository: Candidate) -> str:
    """Give the name without its owner."""
    return (repository.name or "").rpartition("/")[2]


def _letters(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum() or char == "+")


def _is_name(called: str) -> bool:
    return _CAPITALS.fullmatch(called) is not None and not is_negative(called) and called not in own_names()


def _named(text: str, repository: Candidate) -> Named:
    name = _name(repository)
    end = text.rindex(name, repository.start, repository.end) + len(name)
    said = Candidate(end - len(name), end, REPOSITORIES, _SCORE, "Method", "INTRODUCES")
    return Named(
        normal_form(name), (said,), {name: 1}, relation="INTRODUCES", score=_SCORE, kept=True, reason=BY_ADDRESS
    )
