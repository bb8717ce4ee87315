"""What the expressions of a plan do: not every subquery is an operator of its own.

Neo4j plans a subquery inside a list comprehension, a CASE or a predicate with the expression, and shows it as text in
the details of an operator, in a spelling of its own: comments gone, escapes read, keywords in upper case. Calls of
procedures stand there as `ResolvedCall(...)`. The text is searched as it stands, quoted strings included: what only
looks like a quotation must not hide anything. Strings that a person types are parameters by then, and seldom seen here.
"""

from __future__ import annotations

import re
from typing import Final

from kg.errors import QueryRefusedError

NAMESPACES: Final = frozenset(
    {"date", "datetime", "db", "duration", "graph", "localdatetime", "localtime", "point", "time", "vector"}
)
"""Of Cypher's own functions; a plugin's function may read files or run another query."""

_LOAD_CSV = re.compile(r"\bLOAD\s+CSV\s+(FROM|WITH)\b", re.IGNORECASE)
_NESTED_CALL = re.compile(r"ResolvedCall\(\s*([^(\s]*)")
_PART = r"(?:\w+|`[^`]+`)"
_FUNCTION = re.compile(rf"(?<![\w.`])({_PART})((?:\.{_PART})+)\(")


def judge(details: str) -> None:
    """Let the expressions of an operator pass that only compute.

    Raises:
        QueryRefusedError: one of them reads a file, or calls a procedure or a plugin's function.
    """
    if _LOAD_CSV.search(details):
        raise QueryRefusedError(
            "LOAD CSV reads files and addresses, and only the graph can be read here (a subquery inside an expression "
            "has it).",
            rule="load-csv",
        )
    if call := _NESTED_CALL.search(details):
        raise QueryRefusedError(
            f"The procedure {call[1]} is called inside an expression, where its work cannot be judged: "
            "call it in a CALL clause of its own.",
            rule="procedure",
        )
    for function in _FUNCTION.finditer(details):
        if function[1].strip("`").casefold() not in NAMESPACES:
            name = (function[1] + function[2]).replace("`", "")
            raise QueryRefusedError(
                f"The function {name} is none of Cypher's own, and what a plugin does cannot be judged here.",
                rule="function",
            )
