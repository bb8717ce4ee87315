"""What every client does: ask, look at the answer before it is believed, and say what is missing."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeVar

from kg.errors import FetchError
from kg.model import Statement
from kg.sources.http import SERVICES
from kg.sources.parsers.answer import AnswerError
from kg.sources.parsers.fields import kind as kind_of

if TYPE_CHECKING:
    from datetime import timedelta

    from kg.model import Paper
    from kg.sources.http import Fetcher, Response
    from kg.sources.parsers.fields import OnOmission

T = TypeVar("T")

_log = logging.getLogger("kg.sources")


@dataclass(frozen=True, slots=True)
class Note:
    """What a service did not tell, or what could not be made of what it told.

    Attributes:
        kind: "unknown" where the service lacks what was asked, "withheld" where it does not give it away, "failed"
            where no answer came, "unread" where a field or a record could not be read, "cut" where there is more.
        service: its name.
        subject: the identifier, title or question that this is about.
        reason: half a sentence, such as ``"is not known to OpenAlex"``.
        error: of a failed question.
    """

    kind: Literal["unknown", "withheld", "failed", "unread", "cut"]
    service: str
    subject: str
    reason: str
    error: FetchError | None = None

    def __str__(self) -> str:
        """Say it in one line."""
        return str(self.error) if self.error else f"{self.subject} {self.reason}."


OnNote = Callable[[Note], None]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that may be the paper of a title.

    Attributes:
        statement: what the service says of it.
        score: how well it matches, in the service's own measure; None where it gives none.
    """

    statement: Statement
    score: float | None


def log_note(note: Note) -> None:
    """Log a note: what happens to it where nobody asked for it."""
    _log.info("%s", note)


class Client:
    """Ask one service.

    Args:
        fetcher: what sends the questions and keeps the answers.
        on_note: told of what is missing.
    """

    service: ClassVar[str]

    def __init__(self, fetcher: Fetcher, *, on_note: OnNote = log_note) -> None:
        self._fetcher = fetcher
        self._on_note = on_note

    @property
    def _name(self) -> str:
        """The service's name for a person."""
        return SERVICES[self.service].title

    def _note(
        self,
        kind: Literal["unknown", "withheld", "failed", "unread", "cut"],
        subject: str,
        reason: str,
        error: FetchError | None = None,
    ) -> None:
        self._on_note(Note(kind, self.service, subject, reason, error))

    def _unknown(self, subject: str) -> None:
        self._note("unknown", subject, f"is not known to {self._name}")

    def _omitted(self, subject: str) -> OnOmission:
        return lambda field, why: self._note("unread", subject, f"lacks {field}: {why}")

    def _failed(self, subject: str, error: FetchError) -> None:
        self._note("failed", subject, f"was not told by {self._name}", error)

    def _get(
        self,
        path: str,
        params: Mapping[str, Any] | None = None,
        *,
        subject: str,
        check: Callable[[Response], str | None] | None = None,
        life: timedelta | None = None,
    ) -> Response | None:
        """Ask; an answer that never comes is a note and None."""
        try:
            return self._fetcher.get(self.service, path, params, check=check, life=life)
        except FetchError as error:
            self._failed(subject, error)
            return None

    def _statement(self, key: str, paper: Paper, response: Response) -> Statement:
        return Statement(self.service, key, paper, response.retrieved)

    def _read(self, parse: Callable[[Any, OnOmission], T], value: Any, subject: str) -> T | None:
        """Read one record; one that cannot be read is a note and None."""
        if not isinstance(value, Mapping):
            self._note("unread", subject, f"is {kind_of(value)} in the answer of {self._name}, not an object")
            return None
        try:
            return parse(value, self._omitted(subject))
        except ValueError as error:
            self._note("unread", subject, f"cannot be read from {self._name}: {error}")
            return None


def readable(
    parse: Callable[[bytes], T], then: Callable[[T], str | None] | None = None
) -> Callable[[Response], str | None]:
    """Make the check that an answer can be read, and has what `then` looks for."""

    def check(response: Response) -> str | None:
        try:
            value = parse(response.body)
        except AnswerError as error:
            return f"sent what cannot be read: {error}"
        return then(value) if then else None

    return check


def doubted(then: Callable[[T], str | None], times: int = 1) -> Callable[[T], str | None]:
    """Doubt an answer that may be right so many times, and take it when it is given again."""
    left = times

    def look(value: T) -> str | None:
        nonlocal left
        wrong = then(value)
        if wrong and left:
            left -= 1
            return wrong
        return None

    return look


def chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Cut what is long into pieces."""
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk
