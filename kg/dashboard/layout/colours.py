"""The colour of each kind of node.

One palette serves light and dark: every colour stands out from both backgrounds (contrast 3 or more), and any two
stay apart for a colour-blind reader. Its test works both out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.queries.records import Kind

COLOURS: dict[Kind, str] = {
    "Paper": "#88907e",
    "Method": "#206df5",
    "Benchmark": "#e2754f",
    "Model": "#645ab1",
    "Repo": "#226d78",
    "Task": "#c78700",
    "Metric": "#1ea2bf",
    "Author": "#c870e8",
    "Organization": "#c13615",
}
"""In the order of every legend."""

PLURALS: dict[Kind, str] = {
    "Paper": "Papers",
    "Method": "Methods",
    "Benchmark": "Benchmarks",
    "Model": "Models",
    "Repo": "Repos",
    "Task": "Tasks",
    "Metric": "Metrics",
    "Author": "Authors",
    "Organization": "Organizations",
}
