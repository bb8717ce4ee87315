"""How the services search: words of titles, looked up in an index; the best match first."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from tests.world.words import tokens

if TYPE_CHECKING:
    from tests.world.papers import Work, World


class Index:
    """An index over the titles (and, where `abstracts`, the abstracts) that one service shows."""

    def __init__(self, world: World, service: str, *, abstracts: bool = False) -> None:
        self.world = world
        self.words: dict[str, list[str]] = {}
        self.keys: dict[str, set[str]] = defaultdict(set)
        for work in world.having(service):
            self.words[work.key] = tokens(work.records[service].title) + (tokens(work.abstract) if abstracts else [])
            for word in self.words[work.key]:
                self.keys[word].add(work.key)

    def all_words(self, text: str) -> list[Work]:
        """The works that have every word, those with the fewest others first."""
        wanted = tokens(text)
        if not wanted:
            return []
        found = set.intersection(*(self.keys.get(word, set()) for word in wanted))
        return [self.world.works[key] for key in sorted(found, key=lambda key: (len(self.words[key]), key))]

    def phrase(self, text: str) -> list[Work]:
        """The works that have the words one after the other."""
        wanted = tokens(text)
        return [work for work in self.all_words(text) if _within(wanted, self.words[work.key])]

    def any_word(self, text: str) -> list[tuple[Work, float]]:
        """The works that share words, by the share of words that they have in common."""
        wanted = Counter(tokens(text))
        touched = set().union(*(self.keys.get(word, set()) for word in wanted)) if wanted else set()
        scored = []
        for key in touched:
            own = Counter(self.words[key])
            common = sum((wanted & own).values())
            scored.append((2 * common / (wanted.total() + own.total()), key))
        return [(self.world.works[key], share) for share, key in sorted(scored, key=lambda one: (-one[0], one[1]))]


def _within(wanted: list[str], words: list[str]) -> bool:
    return any(words[at : at + len(wanted)] == wanted for at in range(len(words) - len(wanted) + 1))
