"""The time that a person's query has, and what becomes of one that does not end.

Neo4j looks at its timeout between rows and not inside an expression, so the client has a deadline of its own. What
runs on past it is terminated by a second connection; where Neo4j cannot interrupt it, a local server is killed and
started again, which loses nothing that was committed. Whoever else was reading is asked again; the query that did it is
refused from then on.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from typing import TYPE_CHECKING, Any, Final, TypeVar

from kg.errors import KGError, QueryError, QueryRefusedError, StoreError
from kg.store import failures
from kg.store.task import Task

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kg.store import Store

T = TypeVar("T")

GRACE: Final = 2.0
"""Seconds past a query's timeout that its client waits."""

_BEFORE_THE_END: Final = 1.0
"""Seconds before the deadline that the transaction is terminated."""

_PATIENCE: Final = 8.0
"""Seconds within which a server that lives answers a second connection."""

_LOOK: Final = 10.0
"""Seconds between two looks at whether the server lives."""

_MOST_LEFT: Final = 8
"""Queries of one program that run on at a server that cannot interrupt them."""

_MOST_KNOWN: Final = 1000


class _Known:
    """The queries that a server had to be restarted for, or could not be rid of: which timeout each had."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._timeouts: dict[str, float] = {}
        self.left: list[Task[Any]] = []

    def remember(self, key: str, timeout: float) -> None:
        with self._lock:
            self._timeouts.pop(key, None)
            self._timeouts[key] = timeout
            while len(self._timeouts) > _MOST_KNOWN:
                del self._timeouts[next(iter(self._timeouts))]

    def refuse(self, key: str, timeout: float) -> None:
        """Refuse a query that did harm, unless it is given more time than it had then."""
        if timeout <= self._timeouts.get(key, 0.0):
            raise QueryRefusedError(
                "This query ran past its time before and Neo4j could not interrupt it, so it is not asked again: make "
                "it smaller, or give it more time.",
                rule="harm",
            )
        with self._lock:
            self.left = [task for task in self.left if not task.ends_within(0)]
        if len(self.left) >= _MOST_LEFT:
            raise QueryRefusedError(
                f"{len(self.left)} queries still run that Neo4j cannot interrupt: wait until they end, or let whoever "
                "runs the server restart it.",
                rule="harm",
            )

    def leave(self, task: Task[Any]) -> None:
        with self._lock:
            self.left.append(task)


_known = _Known()


def answered(store: Store, work: Callable[[str], T], *, cypher: str, params: Mapping[str, Any], timeout: float) -> T:
    """Return what `work` returns, which asks `cypher` in transactions by the name that it is given.

    Raises:
        QueryError: it did not end in time, or broke the connection.
        QueryRefusedError: it did so before.
        StoreError: the store does not answer.
    """
    key = _key(store, cypher, params)
    _known.refuse(key, timeout)
    tries = 0
    while True:
        tries += 1
        instance = _instance(store)
        name = secrets.token_hex(8)
        try:
            task = Task(lambda name=name: work(name))  # type: ignore[misc] # the default binds the name
            if not _ends(store, task, timeout + GRACE - _BEFORE_THE_END):
                return _end(store, task, name=name, instance=instance, key=key, timeout=timeout)
            return task.result()
        except StoreError as error:
            if not failures.broke_off(error):
                raise
            if _went_on(store, instance, key, timeout):
                raise QueryError(
                    "Neo4j gave this query up and goes on with others: the query or its answer is too large, "
                    "or nested too deeply."
                ) from error
            if tries > 1:
                _known.remember(key, timeout)
                raise QueryError(
                    "Neo4j went down twice while this query ran, so it is not asked again: make it smaller."
                ) from error
        except BaseException:  # Ctrl-C: the query ends with its reader
            Task(lambda name=name: store.terminate(name)).ends_within(GRACE)  # type: ignore[misc] # as above
            raise


def _instance(store: Store) -> int | None:
    """Return which server process answers, where the store is a local one; one that was idle and stopped is started."""
    if store.keeper is None:
        return None
    instance = store.keeper.instance()
    if instance is None:
        store.keeper.revive()
        instance = store.keeper.instance()
    return instance


def _ends(store: Store, task: Task[T], seconds: float) -> bool:
    """Wait for a task; where it takes long, look whether the server still answers others."""
    deadline = time.monotonic() + seconds
    while not task.ends_within(min(_LOOK, deadline - time.monotonic())):
        if time.monotonic() >= deadline:
            return False
        if store.keeper is None and not _answers(store):
            raise StoreError(f"Neo4j at {store.name} has stopped answering: see whether it still runs.")
    return True


def _answers(store: Store) -> bool:
    """Say whether the server answers a second connection."""
    question = Task(lambda: store.read("RETURN 1 AS one"))
    if not question.ends_within(_PATIENCE):
        return False
    try:
        question.result()
    except KGError:
        return False
    return True


def _went_on(store: Store, instance: int | None, key: str, timeout: float) -> bool:
    """Say whether the server that broke the connection off is still the same one; None stands for one of another's."""
    if store.keeper is None:
        if not _answers(store):
            raise StoreError(f"No Neo4j answers at {store.name} any more: start it, or check the address.")
        return True
    if store.keeper.instance() != instance:
        store.keeper.revive()
        return False
    if _answers(store):
        return True
    store.keeper.restart(instance)
    _known.remember(key, timeout)
    raise QueryError(
        "Neo4j stopped answering while this query ran, and was started again: the query is too large, and is not "
        "asked again."
    )


def _end(store: Store, task: Task[T], *, name: str, instance: int | None, key: str, timeout: float) -> T:
    """End what the server's own timeout did not end, and return the answer if it comes after all."""
    ending = Task(lambda: store.terminate(name))
    if task.ends_within(_BEFORE_THE_END):
        return task.result()
    _known.remember(key, timeout)
    if store.keeper is None:
        _known.leave(task)
        ending.ends_within(_BEFORE_THE_END)
        raise QueryError(
            f"The query ran longer than {timeout:g} s and Neo4j cannot interrupt it; it may go on computing until its "
            "server is restarted, and is not asked again: make it smaller."
        )
    store.keeper.restart(instance)
    raise QueryError(
        f"The query ran longer than {timeout:g} s and Neo4j could not interrupt it, so the local Neo4j was started "
        "again; nothing was lost, and the query is not asked again: make it smaller, or give it more time."
    )


def _key(store: Store, cypher: str, params: Mapping[str, Any]) -> str:
    text = f"{store.url}\n{cypher.strip()}\n{sorted(params.items())!r}"
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
