"""The driver's errors, which become ours here and nowhere else."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal

from neo4j.exceptions import (
    AuthError,
    ConfigurationError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

from kg.errors import KGError, QueryError, QueryRefusedError, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

# What the driver logs of a failure becomes our sentence; without a handler Python prints it on stderr too.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

Trouble = Literal["refused", "gone"]
Explain = Callable[[Trouble], StoreError]
"""Says why a store of which more is known than its address refuses the password, or does not answer."""

_STOPPED = (
    "Neo.ClientError.Transaction.TransactionTimedOut",
    "Neo.ClientError.Transaction.Terminated",
    "Neo.ClientError.Transaction.LockClientStopped",
    "Neo.ClientError.Procedure.ProcedureTimedOut",
    "Neo.TransientError.Transaction.Terminated",
    "Neo.TransientError.Transaction.LockClientStopped",
    "Neo.TransientError.Transaction.Interrupted",
    "Neo.TransientError.Statement.ExecutionTimeout",
)
_MEMORY = (
    "Neo.ClientError.General.TransactionOutOfMemoryError",
    "Neo.TransientError.General.MemoryPoolOutOfMemoryError",
    "Neo.TransientError.General.OutOfMemoryError",
    "Neo.TransientError.General.TransactionMemoryLimit",
)
_DEPTH = ("Neo.TransientError.General.StackOverFlowError",)
_TOO_LARGE = {
    _STOPPED: "The query ran longer than it may and was stopped: make it smaller, for example with LIMIT.",
    _MEMORY: "The query needs more memory than it may take: make it smaller, for example with LIMIT.",
    _DEPTH: "The query is nested too deeply for Neo4j: make it flatter.",
}
_WRITES = (
    "Neo.ClientError.Statement.AccessMode",
    "Neo.ClientError.Fabric.AccessMode",
    "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase",
)
_QUERY = (
    "Neo.ClientError.ChangeDataCapture.",
    "Neo.ClientError.Database.",
    "Neo.ClientError.Fabric.",
    "Neo.ClientError.General.InvalidArguments",
    "Neo.ClientError.Procedure.",
    "Neo.ClientError.Request.",
    "Neo.ClientError.Schema.IndexNotFound",
    "Neo.ClientError.Schema.Token",
    "Neo.ClientError.Statement.",
    "Neo.ClientError.Transaction.ForbiddenDueToTransactionType",
    "Neo.DatabaseError.ChangeDataCapture.",
    "Neo.DatabaseError.Fabric.",
    "Neo.DatabaseError.General.UnknownError",  # a value of the wrong type, where Neo4j looks for none: USE ...(1)
    "Neo.DatabaseError.Statement.",
    "Neo.DatabaseError.Transaction.TransactionStartFailed",  # CALL { ... } IN TRANSACTIONS
    "Neo.TransientError.Statement.",
)
"""The classes of Neo4j's codes that are about the query, ended by a dot where all of a class are.

Neo4j's first word, ClientError or DatabaseError, does not tell: DatabaseError is also what it says of `left('a', -1)`.
"""

_FULL = ("No space left", "not enough space", "StorageReservation", "Disk quota")


@contextmanager
def mapped(where: str = "the store", explain: Explain | None = None) -> Iterator[None]:
    """Turn what the driver raises inside the block into a sentence about `where`.

    Raises:
        QueryError: Neo4j cannot parse or run the statement.
        QueryRefusedError: a statement wanted to write in READ mode.
        StoreError: Neo4j cannot be reached or cannot write.
    """
    try:
        yield
    except (Neo4jError, DriverError) as error:
        raise translate(error, where, explain) from error


def broke_off(error: StoreError) -> bool:
    """Tell whether a store error is about a connection that ended, and not about what Neo4j said."""
    return isinstance(error.__cause__, ServiceUnavailable | SessionExpired)


def translate(error: Exception, where: str, explain: Explain | None = None) -> KGError:
    """Return our error for one of the driver's."""
    if isinstance(error, AuthError):
        refused = f"Neo4j at {where} refused the user name or the password: set NEO4J_USERNAME and NEO4J_PASSWORD."
        return explain("refused") if explain else StoreError(refused)
    if isinstance(error, ServiceUnavailable | SessionExpired):
        gone = f"No Neo4j answers at {where}: start it, or check the address."
        return explain("gone") if explain else StoreError(gone)
    if isinstance(error, ConfigurationError | DriverError):
        return StoreError(f"The connection to {where} failed ({_line(error)}): check the address and the encryption.")
    assert isinstance(error, Neo4jError)
    return _of_server(error, where)


def _of_server(error: Neo4jError, where: str) -> KGError:
    code, line = error.code or "", _line(error)
    if not code.startswith("Neo.ClientError.") and any(word in str(error) for word in _FULL):
        return StoreError(f"Neo4j at {where} has no disk space left: free some and run the same command again.")
    if code.startswith(_WRITES):
        return QueryRefusedError("The query would write, and only reading is allowed here.", rule="writes")
    for codes, sentence in _TOO_LARGE.items():
        if code.startswith(codes):
            return QueryError(sentence)
    if code.startswith(_QUERY):
        return QueryError(f"Neo4j cannot run this query: {line}")
    return StoreError(f"Neo4j at {where} answered {code or type(error).__name__}: {line}")


def _line(error: Exception) -> str:
    """Return the first line of what an error says, the only one without Neo4j's drawing of the query."""
    text = (getattr(error, "message", None) or str(error) or type(error).__name__).strip()
    return text.splitlines()[0].strip()
