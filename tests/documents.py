"""Documents that show answers: `python -m tests.documents` writes the answers of the sample anew.

The Cypher of docs/cookbook.md is that of `kg.queries.asking.questions`, found by the heading above it; where that has a
number, the answer stands below, as a table. An example of docs/python.md is a doctest. docs/explore.ipynb keeps the
outputs of its last run.
"""

from __future__ import annotations

import doctest
import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
from nbclient import NotebookClient

from kg.build import build
from kg.queries.asking import guard
from kg.queries.asking.questions import QUESTIONS
from kg.store import connect, local

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.store import Store

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "samples" / "daily_papers.txt"
COOKBOOK = ROOT / "docs" / "cookbook.md"
PYTHON = ROOT / "docs" / "python.md"
NOTEBOOK = ROOT / "docs" / "explore.ipynb"

_SECTION = re.compile(r"^### \d+\. .*?(?=^##|\Z)", re.MULTILINE | re.DOTALL)
_TITLE = r"^(?:### \d+\. )?(?P<title>[^\n#|`]+\?)\n"
_BETWEEN = r"(?:(?!#|```)[^\n]*\n)*?"
_ASKED = re.compile(rf"{_TITLE}{_BETWEEN}```cypher\n[^`]*?```\n", re.MULTILINE)
_CYPHER = re.compile(r"```cypher\n(.*?)```\n", re.DOTALL)


def questions(text: str) -> list[str]:
    """Give the numbered questions, each with its heading."""
    return _SECTION.findall(text)


def asked(text: str) -> str:
    """Write the Cypher of each question in the place of what stands there."""
    by_title = {one.title: one for one in QUESTIONS}

    def one(match: re.Match[str]) -> str:
        question = by_title.get(match["title"])
        assert question, f"no question of kg.queries.asking.questions is called {match['title']!r}"
        heading = match[0][: match[0].index("```cypher\n")]
        return f"{heading}```cypher\n{question.filled()}```\n"

    return _ASKED.sub(one, text)


def statements(text: str) -> list[str]:
    """Give the Cypher of a text."""
    return _CYPHER.findall(text)


def answered(store: Store, text: str) -> str:
    """Write the answer of each numbered question below its Cypher, in the place of what stands there."""

    def one(match: re.Match[str]) -> str:
        section = match[0]
        cypher = _CYPHER.search(section)
        assert cypher, f"a question has no Cypher: {section.splitlines()[0]}"
        answer = guard.ask(store, cypher[1])
        assert answer.cut is None
        assert answer.rows, f"a question has no answer: {section.splitlines()[0]}"
        return f"{section[: cypher.end()]}\n{table(answer.columns, answer.rows)}\n"

    return _SECTION.sub(one, text)


def table(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """Write rows as a table of Markdown."""
    numbers = [all(isinstance(row[at], int | float) for row in rows) for at in range(len(columns))]
    lines = [columns, ["---:" if number else "---" for number in numbers], *rows]
    return "".join(f"| {' | '.join(map(_cell, line))} |\n" for line in lines)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def examples(text: str) -> list[doctest.Example]:
    """Give the examples of a text."""
    return doctest.DocTestParser().get_examples(text)


def ran(path: Path = NOTEBOOK) -> nbformat.NotebookNode:
    """Run a notebook whole, in a process of its own that sees our modules and the store of the environment."""
    notebook: nbformat.NotebookNode = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)  # type: ignore[no-untyped-call]
    client = NotebookClient(notebook, timeout=500, kernel_name="python3", resources={"metadata": {"path": str(ROOT)}})
    with tempfile.TemporaryDirectory() as folder:  # IPython would keep a history in the user's home
        client.execute(env=os.environ | {"IPYTHONDIR": folder})
    return notebook


def plain(notebook: nbformat.NotebookNode) -> str:
    """Write a notebook without what differs from run to run."""
    for cell in notebook.cells:
        cell.metadata.clear()
        if cell.cell_type == "code":
            cell.execution_count = None
            cell.outputs = [_output(one) for one in cell.outputs]
    notebook.metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return str(nbformat.writes(notebook)) + "\n"  # type: ignore[no-untyped-call]


def _output(output: Any) -> Any:
    if "execution_count" in output:
        output["execution_count"] = None
    if "data" in output:
        output["data"] = {kind: data for kind, data in output["data"].items() if kind == "text/plain"}
    return output


def main() -> None:
    """Write all answers anew, of a graph of its own."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"local:{folder}"
        try:
            with connect(url) as store:
                build(store, [SAMPLE], year=2026)
                text = asked(COOKBOOK.read_text(encoding="utf-8"))
                COOKBOOK.write_text(answered(store, text), encoding="utf-8")
            os.environ |= {"KG_STORE": url, "PYTHONPATH": str(ROOT)}
            NOTEBOOK.write_text(plain(ran()), encoding="utf-8")
        finally:
            local.stop(Path(folder))


if __name__ == "__main__":
    main()
