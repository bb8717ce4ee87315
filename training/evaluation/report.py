"""Reports: score tables as Markdown, for the terminal and for the model card."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from kg.errors import CallError
from training.evaluation import unseen
from training.evaluation.systems import SYSTEMS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_COLUMNS: Final = {
    "default": "default",
    "large": "--large",
    "whole": "`kg extract`",
    "rules": "rules alone",
    "baseline": "blank spaCy",
}
_NO_FIGURE: Final = "-"


def report(tables: dict[str, Any]) -> str:
    """Write all tables: test parts, then the sets, each by type, the listed papers, calibration, and what is absent."""
    parts = [
        "Test parts, and papers that the project never had:",
        _table(unseen.COLUMNS, unseen.CORPORA),
        (
            "F1 of exact spans and types, in percent, with the 95% interval where it was measured, of each corpus' own "
            f"head. {unseen.CROSSNER}"
        ),
        _table(("papers that the project never had", "entities", "right relations"), unseen.PAPERS),
        "F1 of listed entities and the share of right relations of `kg extract`, in percent.",
        "Dev parts and listed papers, on which decisions were made: not test figures.",
        _table(("set", *_COLUMNS.values(), "published", "reach"), list(_sets(tables))),
    ]
    parts.append(
        "F1 of exact spans and types, in percent, with the 95% interval of 1,000 draws of passages. The first two "
        "columns are those of a corpus' own head; `kg extract` marks what our guide calls a task, a benchmark or a "
        "metric. Of the three last sets it is the F1 of listed entities as `score.py` counts, of `kg extract` with "
        "either tagger."
    )
    parts.append(
        _table(("set", "system", "precision", "recall", "relations right", "papers complete"), list(_more(tables)))
    )
    parts.append(_table(("set", "type", "annotated", *_COLUMNS.values()), list(_by_label(tables))))
    calibration = list(_calibration(tables))
    if calibration:
        parts.append(_table(("set", "system", "spans", "expected calibration error"), calibration))
        parts.append(_table(("scores", "spans", "mean score", "right"), list(_reliability(tables))))
        parts.append(
            "Calibration is that of a head's own scores, all marked spans of the corpora's dev parts together in the "
            "second table (default). Source: Guo et al., ICML 2017."
        )
    absent = sorted({sentence for one in tables.values() for sentence in one["absent"]})
    if absent:
        parts.append("Absent:\n" + "\n".join(f"- {sentence}." for sentence in absent))
    return "\n\n".join(parts)


def rows(tables: dict[str, Any], system: str = "default") -> str:
    """Write one line a listed paper: whether it is complete, and what was missed, wrong or related wrongly."""
    lines = []
    for one in tables.values():
        said = one["systems"].get(system) or one["systems"].get("rules") or {}
        for number, (name, *errors) in enumerate(said.get("errors", ()), 1):
            missed = any(error.startswith("missed") for error in errors)
            lines.append("; ".join((f"{number:3} {'MISS' if missed else 'ok  '} {name}", *errors)))
    return "\n".join(lines)


def fill(path: Path, name: str, text: str) -> None:
    """Write text between the markers ``<!-- name:begin -->`` and ``<!-- name:end -->`` of a page.

    Raises:
        CallError: the page lacks the markers.
    """
    page = path.read_text(encoding="utf-8")
    begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
    if page.count(begin) != 1 or page.count(end) != 1 or page.index(begin) > page.index(end):
        raise CallError(f"Give {path} one line {begin} and, after it, one line {end}.")
    head, tail = page.split(begin)[0], page.split(end)[1]
    path.write_text(f"{head}{begin}\n\n{text}\n\n{end}{tail}", encoding="utf-8")


def load(path: Path) -> dict[str, Any]:
    """Read tables that were kept.

    Raises:
        CallError: none were.
    """
    if not path.exists():
        raise CallError(f"{path} is absent: run `make score` first.")
    tables: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return tables


def _sets(tables: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    for one in tables.values():
        figures = (_with_interval(one["systems"].get(system)) for system in SYSTEMS)
        yield one["title"], *figures, one["published"] or _NO_FIGURE, one["reach"] or _NO_FIGURE


def _more(tables: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    for one in tables.values():
        for system, said in one["systems"].items():
            seeds = f", mean of {said['seeds']} seeds" if said.get("seeds", 1) > 1 else ""
            relations = _interval(said["relations"]) if "relations" in said else _NO_FIGURE
            complete = f"{said['complete']} of {one['passages']}" if "complete" in said else _NO_FIGURE
            precision, recall = _percent(said["precision"]), _percent(said["recall"])
            yield one["title"], _COLUMNS[system] + seeds, precision, recall, relations, complete


def _by_label(tables: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    for one in tables.values():
        labels = {
            label: said["annotated"] for system in one["systems"].values() for label, said in system["labels"].items()
        }
        for label, annotated in labels.items():
            figures = (
                _with_interval(one["systems"].get(system, {"labels": {}})["labels"].get(label)) for system in SYSTEMS
            )
            yield one["title"], label, f"{annotated:,}", *figures


def _calibration(tables: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    for one in tables.values():
        for system, said in one["systems"].items():
            if "calibration" in said:
                size = sum(row["size"] for row in said["calibration"]["bins"])
                yield one["title"], _COLUMNS[system], f"{size:,}", f"{said['calibration']['error']:.3f}"


def _reliability(tables: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    systems = (one["systems"].get("default", {}) for one in tables.values())
    bins = [said["calibration"]["bins"] for said in systems if "calibration" in said]
    for same in zip(*bins, strict=True):
        size = sum(row["size"] for row in same)
        score, right = (sum(row["size"] * row[part] for row in same) / max(1, size) for part in ("score", "right"))
        if size:
            yield f"{same[0]['low']:.1f} to {same[0]['high']:.1f}", f"{size:,}", f"{score:.2f}", f"{right:.2f}"


def _with_interval(said: dict[str, Any] | None) -> str:
    return _interval(said["f1"]) if said else _NO_FIGURE


def _interval(figure: Sequence[float]) -> str:
    value, low, high = figure
    return f"{_percent(value)} ({_percent(low)}-{_percent(high)})"


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"


def _table(columns: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """Lay out a Markdown table whose columns stand below each other."""
    widths = [max(map(len, column)) for column in zip(columns, *lines, strict=True)]
    laid = (
        " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in (columns, *lines)
    )
    head, *body = (f"| {line} |" for line in laid)
    return "\n".join((head, "|" + "|".join("-" * (width + 2) for width in widths) + "|", *body))
