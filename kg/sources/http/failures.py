"""Questions that got no answer in this run, so that a service that is down is not asked on and on.

After a few failures in a row each further question is sent once, and after a few more none is sent. Questions of one
kind, such as the references of papers, are counted by themselves: a service may answer the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from kg.sources.http.question import Question

_KIND = (3, 6)
"""After how many failures of a kind in a row its questions are sent once, and not at all."""
_SERVICE = (6, 12)
"""The same for all questions of a service together."""


class Failures:
    """Count failures in a row, by kind of question and by service."""

    def __init__(self) -> None:
        self._kinds: dict[tuple[str, str], int] = {}
        self._services: dict[str, int] = {}

    def given_up(self, question: Question) -> Literal["service", "kind"] | None:
        """Say whether a question is not to be sent, and how far that goes."""
        if self._services.get(question.service, 0) >= _SERVICE[1]:
            return "service"
        return "kind" if self._kinds.get((question.service, question.kind), 0) >= _KIND[1] else None

    def tired(self, question: Question) -> bool:
        """Say whether a question is to be sent once."""
        kind = self._kinds.get((question.service, question.kind), 0)
        return kind >= _KIND[0] or self._services.get(question.service, 0) >= _SERVICE[0]

    def failed(self, question: Question, *, lasting: bool) -> None:
        """Note that a question got no answer; `lasting` where no other would."""
        kind = (question.service, question.kind)
        self._kinds[kind] = self._kinds.get(kind, 0) + 1
        self._services[question.service] = _SERVICE[1] if lasting else self._services.get(question.service, 0) + 1

    def answered(self, question: Question) -> None:
        """Note that a question got an answer: its service is there."""
        self._kinds.pop((question.service, question.kind), None)
        self._services.pop(question.service, None)
