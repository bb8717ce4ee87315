"""The query on a reader's desk: what the editor holds, what was asked, and what came of it.

A query from an address is shown, and waits: it runs when the reader says so, or if it is one of ours.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import streamlit as st

from kg.dashboard.session.answers import ask
from kg.errors import QueryError, QueryRefusedError
from kg.queries import unknown_names
from kg.queries.asking import guard
from kg.queries.asking.questions import QUESTIONS

if TYPE_CHECKING:
    from kg.queries.records import Answer

FIRST: Final = """\
MATCH (p:Paper)-[:EVALUATES_ON]->(b:Benchmark)
RETURN b AS benchmark, count(p) AS papers
ORDER BY papers DESC
LIMIT 20"""
"""What a new editor holds."""

OURS: Final = frozenset({FIRST, *(one.filled().strip() for one in QUESTIONS)})
"""Queries that a link may run by being opened."""

MOST_ROWS: Final = 10_000
USUAL_ROWS: Final = 1_000
MOST_SECONDS: Final = 300
USUAL_SECONDS: Final = 15
LONGEST_URL: Final = 4_000

_EXPLAIN: Final = "EXPLAIN"
_KEY: Final = "cypher_desk"


@dataclass(slots=True)
class Outcome:
    """What became of a query: an answer and what is to be said of its names, or an error."""

    answer: Answer | None = None
    unknown: tuple[str, ...] = ()
    error: QueryError | QueryRefusedError | None = None


@dataclass(slots=True)
class Desk:
    """One reader's.

    Attributes:
        text: what the editor holds, as far as is known; a new `revision` puts it there.
        asked: the query that was asked, or nothing.
        waits: whether a query came with the address and was not asked yet.
        outcome: of the asked query; None while it is still to be run.
        limit, seconds: with which it ran.
        fresh: whether the reader has just asked it, and the history has not heard of it.
        ran: what this reader has run.
        address: the query that the address was last seen with.
    """

    text: str = FIRST
    revision: int = 0
    asked: str = ""
    waits: bool = False
    outcome: Outcome | None = None
    limit: int = USUAL_ROWS
    seconds: int = USUAL_SECONDS
    fresh: bool = False
    ran: set[str] = field(default_factory=set)
    address: str = ""

    def put(self, query: str) -> None:
        """Put a query into the editor; it is not asked."""
        self.text = query
        self.revision += 1

    def take(self, query: str) -> None:
        """Take the query that the address has, unless it is the one that is here."""
        if query == self.address:
            return
        self.address = query
        runs = query.strip() in OURS or query in self.ran
        self.asked, self.outcome = (query if runs else ""), None
        self.waits = bool(query) and not runs
        if query:
            self.put(query)

    def ask(self, query: str) -> None:
        """Ask a query that the reader wants to run, and let the address have it."""
        self.text = self.asked = query
        self.waits, self.outcome, self.fresh = False, None, True
        self.ran.add(query)
        for key in ("x", "y", "chart", "rows"):  # what an earlier answer was shown by
            st.query_params.pop(key, None)
        if query.lstrip()[: len(_EXPLAIN)].upper() == _EXPLAIN:
            st.query_params["view"] = "plan"
        if "rows" in st.session_state:
            st.session_state["rows"] = 1
        if len(query) <= LONGEST_URL:
            st.query_params["q"] = self.address = query

    def run(self, *, limit: int, seconds: int) -> Outcome:
        """Return what became of the asked query; it runs once, however often the page is drawn."""
        if self.outcome is None:
            self.limit, self.seconds = min(limit, MOST_ROWS), min(seconds, MOST_SECONDS)
            try:
                got = ask(guard.ask, self.asked, limit=self.limit, timeout=float(self.seconds))
            except (QueryRefusedError, QueryError) as error:
                self.outcome = Outcome(error=error)
            else:
                self.outcome = Outcome(got, ask(unknown_names, self.asked))
        return self.outcome


def desk() -> Desk:
    """Return the reader's desk."""
    found: Desk = st.session_state.setdefault(_KEY, Desk())
    return found
