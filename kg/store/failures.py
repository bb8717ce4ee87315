"""This file is about the driver's errors, which become ours here and nowhere else."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

from kg.errors import KGError, QueryError, QueryRefusedError, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

_TIMED_OUT = "Neo.ClientError.Transaction.TransactionTimedOut"
_TERMINATED = "Terminated"
_MEMORY = ("MemoryPool", "OutOfMemory", "TransactionOutOfMemory")
_FULL = ("No space left", "not enough space", "StorageReservation", "disk")


@contextmanager
def mapped(where: str = "the store") -> Iterator[None]:
    """Turn what the driver raises inside the block into a sentence about `where`.

    Raises:
        QueryError: Neo4j cannot parse or run the statement.
        QueryRefusedError: a statement wanted to write in READ mode.
        StoreError: Neo4j cannot be reached or cannot write.
    """
    try:
        yield
    except (Neo4jError, DriverError) as error:
        raise translate(error, where) from error


def broke_off(error: StoreError) -> bool:
    """Tell whether a store error is about a connection that ended, and not about what Neo4j said."""
    return isinstance(error.__cause__, ServiceUnavailable | SessionExpired)


def translate(error: Exception, where: str) -> KGError:
    """Return our error for one of the driver's."""
    if isinstance(error, AuthError):
        return StoreError(
            f"Neo4j at {where} refused the user name or the password: set NEO4J_USERNAME and NEO4J_PASSWORD."
        )
    if isinstance(error, ServiceUnavailable | SessionExpired):
        return StoreError(f"No Neo4j answers at {where}: start it, or check the address.")
    if isinstance(error, ConfigurationError | DriverError):
        return StoreError(f"The connection to {where} failed ({_line(error)}): check the address and the encryption.")
    assert isinstance(error, Neo4jError)
    return _of_server(error, where)


def _of_server(error: Neo4jError, where: str) -> KGError:
    code, line = error.code or "", _line(error)
    if code.startswith(_TIMED_OUT) or _TERMINATED in code:
        return QueryError("The query ran longer than it may and was stopped: make it smaller, for example with LIMIT.")
    if any(word in code for word in _MEMORY):
        return QueryError("The query needs more memory than it may take: make it smaller, for example with LIMIT.")
    if code.endswith("AccessMode"):
        return QueryRefusedError("The query would write, and only reading is allowed here.", rule="writes")
    if any(word in line for word in _FULL) and not isinstance(error, ClientError):
        return StoreError(f"Neo4j at {where} has no disk space left: free some and run the same command again.")
    if isinstance(error, ClientError) and (".Statement." in code or ".Procedure." in code):
        return QueryError(f"Neo4j cannot run this query: {line}")
    return StoreError(f"Neo4j at {where} answered {code or type(error).__name__}: {line}")


def _line(error: Exception) -> str:
    """Return the first line of what an error says, the only one without Neo4j's drawing of the query."""
    text = (getattr(error, "message", None) or str(error) or type(error).__name__).strip()
    return text.splitlines()[0].strip()
