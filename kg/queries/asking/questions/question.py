"""One question: its words, its Cypher, and what a reader may choose in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from kg.store import values

if TYPE_CHECKING:
    from collections.abc import Mapping

Sort = Literal[
    "Paper", "Entity", "Method", "Benchmark", "Model", "Repo", "Task", "Metric", "Author", "Organization",
    "number", "date", "text",
]  # fmt: skip
"""Of what sort a value is: the id of a node of that kind, or a plain value."""

NODES: Final = frozenset(
    {"Paper", "Entity", "Method", "Benchmark", "Model", "Repo", "Task", "Metric", "Author", "Organization"}
)

_NAME: Final = re.compile(r"\$(\w+)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a reader chooses.

    Attributes:
        name: in the Cypher, after a dollar sign.
        label: what a form says above it.
        sort: of what sort it is.
        default: what the sample answers.
        least, most: the bounds of a number.
        says: what a form says beside it.
    """

    name: str
    label: str
    sort: Sort
    default: str | int
    least: int = 1
    most: int = 1000
    says: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, one statement of Cypher that answers it, and its parameters."""

    title: str
    group: str
    cypher: str
    parameters: tuple[Parameter, ...] = ()

    @property
    def word(self) -> str:
        """Return the question as one word of an address.

        >>> Question("Where is the code?", "", "").word
        'where-is-the-code'
        """
        return "-".join(re.findall(r"\w+", self.title.casefold()))

    def filled(self, chosen: Mapping[str, str | int] | None = None) -> str:
        """Return the Cypher with values in the places of the parameters, a default where none was chosen.

        >>> Question("?", "", "RETURN $n + $m", (Parameter("n", "N", "number", 1),)).filled({"n": 2})
        'RETURN 2 + $m'
        """
        given = {one.name: one.default for one in self.parameters} | dict(chosen or {})
        known = {one.name for one in self.parameters}
        return _NAME.sub(lambda match: values.literal(given[match[1]]) if match[1] in known else match[0], self.cypher)
