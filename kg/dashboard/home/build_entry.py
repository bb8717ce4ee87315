"""A build as an entry of the log: what it brought by kind, and the best results among that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.dashboard.layout.links import link
from kg.dashboard.words import changes
from kg.dashboard.words.wording import count, plain
from kg.model import score

if TYPE_CHECKING:
    from kg.queries.log import Changed, Entry, Row
    from kg.queries.standings import Record

MOST_BEST: Final = 5
TO_BE_SEEN: Final = frozenset({"retracted", "corrected"})
"""Kinds whose rows are not folded."""
PAIRS: Final = {"cites_new": "cites", "cites_gone": "no more cites", "merged": "is now"}
"""Between the two papers of a row."""


def item(entry: Entry) -> str:
    """Return a build as an item of a list, in HTML."""
    told = changes.told({one.kind: one.number for one in entry.changes})
    best = "".join(f"<li>{_best(record)}</li>" for record in entry.best[:MOST_BEST])
    more = len(entry.best) - MOST_BEST
    best += f'<li class="kg-faint">and {count(more, "more new best result")}</li>' if more > 0 else ""
    parts = "".join(_part(entry.revision, one) for one in entry.changes)
    return (
        f'<li><div class="kg-title">{plain(told)}</div><div class="kg-faint">revision {entry.revision} · '
        f"{entry.at:%H:%M} UTC · {plain(changes.sources(entry.sources))}</div>{parts}"
        f"{_tight(best)}</li>"
    )


def _part(revision: int, changed: Changed) -> str:
    rows = "".join(f"<li>{row(one, changed.kind)}</li>" for one in changed.first)
    more = ""
    if changed.number > len(changed.first):
        every = link(f"all {changed.number:,}", "log", revision=str(revision), kind=changed.kind)
        more = f'<div class="kg-small">{every}</div>'
    shown = " open" if changed.kind in TO_BE_SEEN else ""
    return (
        f'<details class="kg-more"{shown}><summary class="kg-small">{plain(title(changed.kind))}</summary>'
        f"{_tight(rows)}{more}</details>"
    )


def _tight(items: str) -> str:
    return f'<ul class="kg-list kg-tight">{items}</ul>' if items else ""


def row(changed: Row, kind: str) -> str:
    """Return one thing that a build changed, in HTML."""
    gone = kind == "gone"
    named = [plain(key) if gone else link(title or key, "paper", id=key) for key, title in changed.papers]
    between = f" {PAIRS.get(kind, 'and')} "
    flag = ' <span class="kg-flag">retracted</span>' if kind == "retracted" else ""
    return f'<span class="kg-small">{between.join(named)}{flag}</span>'


def _best(record: Record) -> str:
    claim = record.claim
    said = f"{score(claim.value, claim.unit, claim.kind)} {record.metric} on"
    board = link(claim.benchmark, "leaderboards", benchmark=claim.benchmark_id, metric=record.metric)
    return (
        f'<span class="kg-small"><b>New best:</b> {plain(said)} {board}, '
        f"{link(claim.title, 'paper', id=claim.paper_id)}</span>"
    )


def title(kind: str) -> str:
    """Return what a kind of change is called."""
    return changes.KINDS.get(kind, kind.replace("_", " ")).capitalize()
