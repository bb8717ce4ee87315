"""The desk at which services are asked: which of them, by how many requests, what they lacked."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from kg.errors import CallError
from kg.sources.apis import (
    ArXiv,
    Crossref,
    GitHub,
    HuggingFace,
    Note,
    OpenAlex,
    OpenCitations,
    SemanticScholar,
)  # fmt: skip

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.sources.http import Fetcher

SOURCES: Final = ("arxiv", "huggingface", "semantic_scholar", "openalex", "crossref", "opencitations", "github")
USUAL: Final = ("semantic_scholar", "openalex", "arxiv", "crossref", "opencitations", "github")
"""Asked unless others are named: Hugging Face needs a request for each paper."""

BY_NAME: Final = ("semantic_scholar", "openalex", "crossref", "arxiv", "huggingface", "github")
"""Asked about papers that a person names, which are few."""

TITLES: Final = ("semantic_scholar", "arxiv", "openalex", "huggingface", "crossref")
"""In the order in which they are asked for a title; the first once a paper, the others from the budget."""


class Desk:
    """Where services are asked.

    Args:
        fetcher: sends the questions.
        chosen: the services that may be asked.
        on_progress: told (what, done, total).

    Attributes:
        budget: how many requests may be sent beside one title look-up a paper; None for any number.
        notes: what services did not tell.
        left: what was not asked for want of requests, and of how many.
        uncounted: requests that the budget does not count.
    """

    def __init__(
        self,
        fetcher: Fetcher,
        chosen: tuple[str, ...] = USUAL,
        *,
        on_progress: Callable[[str, int, int], None] = lambda _what, _done, _total: None,
    ) -> None:
        self.fetcher = fetcher
        self.chosen = chosen
        self.on_progress = on_progress
        self.budget: int | None = None
        self.notes: list[Note] = []
        self.left: Counter[str] = Counter()
        self.uncounted = 0
        self.arxiv = ArXiv(fetcher, on_note=self.notes.append)
        self.huggingface = HuggingFace(fetcher, on_note=self.notes.append)
        self.semantic_scholar = SemanticScholar(fetcher, on_note=self.notes.append)
        self.openalex = OpenAlex(fetcher, on_note=self.notes.append)
        self.crossref = Crossref(fetcher, on_note=self.notes.append)
        self.opencitations = OpenCitations(fetcher, on_note=self.notes.append)
        self.github = GitHub(fetcher, on_note=self.notes.append)

    def may(self, service: str) -> bool:
        """Say whether a service is to be asked; one that failed for good in this run is not."""
        return service in self.chosen and self.is_up(service)

    def is_up(self, service: str) -> bool:
        """Say whether a service did not fail for good in this run."""
        return not any(note.service == service and note.error is not None and note.error.lasting for note in self.notes)

    @property
    def is_usual(self) -> bool:
        """Whether nobody named the services: then requests are counted, and what is left is not come back to."""
        return self.chosen == USUAL

    @property
    def for_titles(self) -> tuple[str, ...]:
        """The services that are asked for titles, in order."""
        usual = ("huggingface",) if self.is_usual else ()
        return tuple(service for service in TITLES if service in (*self.chosen, *usual) and self.is_up(service))

    @property
    def sent(self) -> int:
        """How many requests were sent; what the cache answers is none."""
        return sum(count.sent for count in self.fetcher.counts.values())

    def looked_up(self, sent: int) -> None:
        """Leave requests of title look-ups out of the budget."""
        self.uncounted += sent

    @property
    def rest(self) -> int:
        """How many requests may still be sent."""
        return 1_000_000 if self.budget is None else max(0, self.budget - self.sent + self.uncounted)

    def failures(self, since: int = 0) -> set[str]:
        """Return the services that gave no answer since a note."""
        return {note.service for note in self.notes[since:] if note.kind == "failed"}


def chosen(names: Sequence[str] | None) -> tuple[str, ...]:
    """Check the names of services.

    Raises:
        CallError: one is none.
    """
    for name in names or ():
        if name not in SOURCES:
            raise CallError(f"{name!r} is no source to ask: choose {', '.join(SOURCES)}.")
    return tuple(names) if names else USUAL
