"""An open store: reading, writing and preparing a Neo4j over Bolt."""

from __future__ import annotations

import copy
import random
import re
import secrets
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self, TypeVar

import neo4j
from neo4j.exceptions import Neo4jError

from kg import schema
from kg.errors import StoreError
from kg.store import forms
from kg.store.failures import broke_off, mapped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

    from kg.store.failures import Explain
    from kg.store.local import Keeper

T = TypeVar("T")

OLDEST = (5, 6)
"""The first version of Neo4j whose Cypher our statements are: COLLECT subqueries came with it."""

ALREADY = ("EquivalentSchemaRuleAlreadyExists", "ConstraintAlreadyExists", "IndexAlreadyExists")
"""How Neo4j says that another client has just made the same constraint or index."""

_PROPERTY = re.compile(r"\bn\.(\w+)")

SCHEMA_PATIENCE = 60.0
CONNECTION_SECONDS = 10.0
"""How long a server may take to answer a new connection; one that is frozen takes it and says nothing."""

RETRY_SECONDS = 5.0
"""How long the driver tries a transaction again at a local server; then its keeper sees to it that there is one."""

MEMORY_SETTINGS = """\
SHOW SETTINGS 'db.memory.transaction.max', 'dbms.memory.transaction.total.max' YIELD name, value
RETURN name, value
"""

CONSTRAINT_NAMES = "SHOW CONSTRAINTS YIELD name RETURN collect(name) AS names"

INDEX_NAMES = """\
SHOW INDEXES YIELD name, state, type, properties
RETURN name, state, type, properties
"""

TRANSACTIONS_OF = """\
SHOW TRANSACTIONS YIELD transactionId, metaData
WHERE metaData.client = $client
RETURN collect(transactionId) AS ids
"""

TERMINATE = "TERMINATE TRANSACTIONS $ids"

DROP_INDEX = "DROP INDEX {name} IF EXISTS"

AWAIT_INDEXES = "CALL db.awaitIndexes(86400)"

CLEAR = """\
MATCH (n)
CALL { WITH n DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS
"""


class Store:
    """A Neo4j that answers; close it, or use it in a `with` block. Threads may share one.

    Args:
        url: the Bolt address.
        user: the user.
        password: the user's password; nothing here logs or shows it.
        name: what to call the store in a sentence; the address unless given.
        explain: says why it does not answer, where more is known of it than its address.
        keeper: who starts the server again, where it is ours.

    Raises:
        StoreError: nothing answers there, the credentials are wrong, or it is no Neo4j 5.6 or newer.
    """

    def __init__(
        self,
        url: str,
        user: str,
        password: str,
        *,
        name: str | None = None,
        explain: Explain | None = None,
        keeper: Keeper | None = None,
    ) -> None:
        self.url = url
        self.name = name or url
        self.keeper = keeper
        self._explain = explain
        self.client = secrets.token_hex(8)
        """Stands in the metadata of every transaction of this store, so that another connection can name it."""
        self._guard: Callable[[Run], None] | None = None
        with mapped(self.name, self._explain):
            self._driver = neo4j.GraphDatabase.driver(
                url,
                auth=(user, password),
                user_agent="paper-kg",
                connection_timeout=CONNECTION_SECONDS,
                connection_acquisition_timeout=2 * CONNECTION_SECONDS,
                max_transaction_retry_time=30 if keeper is None else RETRY_SECONDS,
                notifications_min_severity="OFF",
            )
        try:
            with mapped(self.name, self._explain):
                self._check(self._driver.get_server_info().agent)
        except BaseException:
            self._driver.close()
            raise

    def _check(self, agent: str) -> None:
        match = re.match(r"Neo4j/(\d+)\.(\d+)", agent)
        if match is None or (int(match[1]), int(match[2])) < OLDEST:
            raise StoreError(f"{agent} answers at {self.name}: paper-kg needs Neo4j 5.6 or newer.")

    def __repr__(self) -> str:
        return f"Store({self.url!r})"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections; the server goes on."""
        self._driver.close()

    def read(self, cypher: str, /, **params: Any) -> list[dict[str, Any]]:
        """Run one statement of ours in a managed READ transaction, and return its rows."""
        return self.read_all(lambda run: run(cypher, **params))

    def read_all(self, work: Callable[[Run], T], /) -> T:
        """Do `work` in one managed READ transaction; the driver may call it again after a failure that passes."""
        return self._twice(lambda: self._read_all(work))

    def _read_all(self, work: Callable[[Run], T]) -> T:
        with mapped(self.name, self._explain), self._driver.session(default_access_mode=neo4j.READ_ACCESS) as session:
            return session.execute_read(lambda transaction: work(Run(transaction)))

    def _twice(self, work: Callable[[], T]) -> T:
        """Do `work`, once more where the local server had gone for longer than the driver tries."""
        try:
            return work()
        except StoreError as error:
            if self.keeper is None or not broke_off(error):
                raise
        self.keeper.revive()
        return work()

    def write(self, cypher: str, /, **params: Any) -> list[dict[str, Any]]:
        """Run one statement of ours in a managed write transaction, and return its rows."""
        return self.write_all(lambda run: run(cypher, **params))

    def write_all(self, work: Callable[[Run], T], /) -> T:
        """Do `work` in one managed write transaction; the driver may call it again after a failure that passes."""
        tries = 0

        @neo4j.unit_of_work(metadata={"client": self.client})
        def once(transaction: neo4j.ManagedTransaction) -> T:
            nonlocal tries
            tries += 1
            run = Run(transaction, again=tries > 1)
            if self._guard is not None:
                self._guard(run)
            return work(run)

        def written() -> T:
            with mapped(self.name, self._explain), self._driver.session() as session:
                return session.execute_write(once)

        return self._twice(written)

    def guarded(self, guard: Callable[[Run], None]) -> Store:
        """Return this store over the same connections, but each of its write transactions begins with `guard`."""
        twin = copy.copy(self)
        twin._guard = guard  # noqa: SLF001 - of this class
        return twin

    def terminate(self, client: str) -> int:
        """End the transactions of this `client`, whichever program opened them, and return how many there were."""
        ids = self.read(TRANSACTIONS_OF, client=client)[0]["ids"]
        if ids:
            self.read(TERMINATE, ids=ids)
        return len(ids)

    def memory_limits(self) -> dict[str, str]:
        """Return what one transaction, and all together, may take on the server; "0B" is no limit.

        Raises:
            KGError: the server does not let this user see it.
        """
        return {row["name"]: row["value"] for row in self.read(MEMORY_SETTINGS)}

    @contextmanager
    def transaction(self, *, timeout: float, client: str | None = None) -> Iterator[neo4j.Transaction]:
        """Open a READ transaction that the server ends after `timeout` seconds, and roll it back whatever happens.

        Args:
            timeout: how long it may take; Neo4j looks at it between rows, and not inside an expression.
            client: by what name `terminate` knows it.
        """
        with (
            mapped(self.name, self._explain),
            self._driver.session(default_access_mode=neo4j.READ_ACCESS, fetch_size=50) as session,
        ):
            transaction = session.begin_transaction(timeout=timeout, metadata={"client": client or self.client})
            try:
                yield transaction
            finally:
                transaction.close()  # an open transaction that is closed is rolled back

    def remarks(self, cypher: str, params: dict[str, Any], /, *, timeout: float = 5.0) -> tuple[str, ...]:
        """Return what Neo4j remarks on a query, which does not run: names that are not there, and their like."""
        with (
            mapped(self.name, self._explain),
            self._driver.session(
                default_access_mode=neo4j.READ_ACCESS, notifications_min_severity="WARNING"
            ) as session,
            session.begin_transaction(timeout=timeout) as transaction,
        ):
            summary = transaction.run(f"EXPLAIN {cypher}", params).consume()
        return tuple(said.status_description for said in summary.gql_status_objects if said.is_notification)

    def prepare(self, *, formed: bool = False) -> None:
        """Make what is missing of the constraints, indexes and normal forms, and wait until all answer.

        A full-text index of other properties, which an earlier version made, is made again.

        Args:
            formed: whether every node is known to have its normal forms.
        """
        there = set(self.read(CONSTRAINT_NAMES)[0]["names"])
        rows = self.read(INDEX_NAMES)
        covered = {row["name"]: row["properties"] for row in rows if row["type"] == "FULLTEXT"}
        for statement in schema.INDEXES:
            name = _name(statement)
            if name in covered and covered.pop(name) != _PROPERTY.findall(statement):
                self._run_alone(DROP_INDEX.format(name=name))
                rows = [row for row in rows if row["name"] != name]
        there |= {row["name"] for row in rows}
        constraints = [one for one in schema.CONSTRAINTS if _name(one) not in there]
        indexes = [one for one in schema.INDEXES if _name(one) not in there]
        for statement in constraints:
            self._make(statement)
        if not formed and any("n.forms" in statement for statement in indexes):
            forms.fill(self)
        for statement in indexes:
            if _name(statement) in schema.FILLS:
                self._run_alone(schema.FILLS[_name(statement)])
            self._make(statement)
        if constraints or indexes or any(row["state"] != "ONLINE" for row in rows):
            self._run_alone(AWAIT_INDEXES)

    def make(self, constraint: str) -> None:
        """Make one constraint of `kg.schema` where it is missing, without waiting for those who write."""
        if _name(constraint) not in self.read(CONSTRAINT_NAMES)[0]["names"]:
            self._make(constraint)

    def clear(self) -> None:
        """Delete every node and relationship; constraints and indexes stay."""
        self._run_alone(CLEAR)
        self.prepare()

    def _make(self, statement: str) -> None:
        """Make a constraint or an index; another client who makes the same one is no obstacle."""
        deadline = time.monotonic() + SCHEMA_PATIENCE
        with mapped(self.name, self._explain):
            while True:
                try:
                    with self._driver.session() as session:
                        session.run(statement).consume()
                except Neo4jError as error:
                    if any(word in (error.code or "") for word in ALREADY):
                        return
                    if not error.is_retryable() or time.monotonic() > deadline:
                        raise
                    time.sleep(random.uniform(0.05, 0.3))  # noqa: S311  (so that two clients do not meet again)
                else:
                    return

    def _run_alone(self, cypher: str) -> None:
        """Run a statement that Neo4j wants in a transaction of its own making."""
        with mapped(self.name, self._explain), self._driver.session() as session:
            session.run(cypher).consume()


class Run:
    """Runs statements in one transaction: `run(CYPHER, key=value)` returns the rows.

    Attributes:
        again: whether the same was tried before, so that it may be there already: its end was not heard of.
    """

    __slots__ = ("_transaction", "again")

    def __init__(self, transaction: neo4j.ManagedTransaction, *, again: bool = False) -> None:
        self._transaction = transaction
        self.again = again

    def __call__(self, cypher: str, /, **params: Any) -> list[dict[str, Any]]:
        """Run one statement, and return its rows."""
        return self._transaction.run(cypher, params).data()

    def stream(self, cypher: str, /, **params: Any) -> Iterator[dict[str, Any]]:
        """Run one statement, and give its rows as they come: read them to the end before the next one."""
        result = self._transaction.run(cypher, params)
        names = result.keys()
        for record in result:
            yield dict(zip(names, record, strict=True))


def _name(statement: str) -> str:
    """Return the name of the constraint or the index that a statement of `kg.schema` makes."""
    words = statement.split()
    return words[words.index("IF") - 1]
