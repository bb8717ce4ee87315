"""The errors that tell someone what to do.

    KGError                   exit code 1
    |-- CallError             exit code 2: the call itself is wrong (an option, a URL, a parameter)
    |-- SourceError           exit code 2: input that cannot be read at all
    |-- QueryError            exit code 2: Cypher that Neo4j cannot parse or run
    |-- QueryRefusedError     exit code 3: the guard says no, and by which rule
    |-- FetchError            exit code 1: a service gave no answer, and which question stays open
    |   `-- OfflineError      exit code 1: the answer is not in the cache, and --offline asks nobody
    `-- StoreError            exit code 1: the store cannot be reached, opened or written
        `-- LocalServerError  exit code 1: the local Neo4j cannot be fetched, started or stopped

Each is one sentence. All of them pickle.
"""

from __future__ import annotations

from typing import ClassVar


class KGError(Exception):
    """Say in one sentence what went wrong and what to do about it."""

    exit_code: ClassVar[int] = 1


class CallError(KGError):
    """Say which part of a call is wrong."""

    exit_code: ClassVar[int] = 2


class SourceError(KGError):
    """Say which file and line cannot be read, and what was expected there."""

    exit_code: ClassVar[int] = 2


class QueryError(KGError):
    """Say what Neo4j found wrong with a query, and where.

    Args:
        message: one sentence for a person.
        line: in the query's own text, from 1; None where Neo4j names no place.
        column: the same.
    """

    exit_code: ClassVar[int] = 2

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message, line, column)
        self.line = line
        self.column = column

    def __str__(self) -> str:
        return str(self.args[0])


class QueryRefusedError(KGError):
    """Say which rule of the guard refused a query.

    Args:
        message: one sentence for a person.
        rule: the rule's short name, such as ``"writes"`` or ``"load-csv"``.
    """

    exit_code: ClassVar[int] = 3

    def __init__(self, message: str, rule: str = "") -> None:
        super().__init__(message, rule)
        self.rule = rule

    def __str__(self) -> str:
        return str(self.args[0])


class FetchError(KGError):
    """Say which service gave no answer, to what, and when to ask again.

    Args:
        message: one sentence for a person.
        service: the service's name, such as ``"openalex"``.
        status: the HTTP status of the last answer; ``None`` where there was none.
        until: when the service may be asked again (ISO 8601); ``None`` where it did not say.
        lasting: whether the next question to the same service would end in the same way in this run.
    """

    def __init__(
        self,
        message: str,
        *,
        service: str = "",
        status: int | None = None,
        until: str | None = None,
        lasting: bool = False,
    ) -> None:
        super().__init__(message)
        self.service = service
        self.status = status
        self.until = until
        self.lasting = lasting


class OfflineError(FetchError):
    """Say what the cache lacks when nobody may be asked."""


class StoreError(KGError):
    """Say why the store cannot be used."""


class LocalServerError(StoreError):
    """Say why the local Neo4j cannot be fetched, started or stopped."""
