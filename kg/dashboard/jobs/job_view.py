"""A job as a reader sees it: its progress while it runs, and its report when it has ended."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import streamlit as st

from kg.dashboard.layout.links import link
from kg.dashboard.layout.pieces import listed, section
from kg.dashboard.words.wording import count, in_markdown, plain

if TYPE_CHECKING:
    from kg.jobs import Job

STAGES = {
    "read": "Reading records",
    "merge": "Finding which records are one paper",
    "link": "Linking citations and authors",
    "extract": "Reading texts for what they name",
    "resolve": "Deciding which names are one thing",
    "write": "Writing what the texts name",
    "load": "Loading",
    "tidy": "Tidying up",
}
_TILES = (
    ("added", "papers added"),
    ("cites_new", "citations added"),
    ("merged", "merged"),
    ("refused", "kept apart"),
    ("rejects", "not read"),
)


def title(job: Job) -> str:
    """Say what a job was asked for."""
    given = job.request.arguments
    match job.request.kind:
        case "file":
            return f"File {PurePath(str(given.get('path', ''))).name}"
        case "day":
            return f"Daily Papers of {given.get('day', '')}"
        case _:
            asked = [str(name) for name in given.get("names", ())]
            return ", ".join(asked[:3]) + (f" and {len(asked) - 3} more" if len(asked) > 3 else "")  # noqa: PLR2004


def progress(job: Job) -> None:
    """Draw how far a job is."""
    stage = job.stage
    if stage is None:
        st.progress(0.0, text="Starting...")
    else:
        what = in_markdown(STAGES.get(stage.name, stage.name.capitalize()))
        share = min(stage.done / stage.total, 1.0) if stage.total else 0.0
        number = f"{stage.done:,} of {stage.total:,}" if stage.total else f"{stage.done:,}" if stage.done else ""
        st.progress(share, text=f"{what}: {number}" if number else what)
    for sentence in job.notices[-3:]:
        st.html(f'<div class="kg-faint">{plain(sentence)}</div>')


def end(job: Job) -> None:
    """Draw how a job ended."""
    match job.outcome:
        case "failed":
            st.error(in_markdown(job.error or "It failed."), icon=":material/error:")
        case "cancelled":
            st.warning("Cancelled: what was written by then is kept, and adding the same again finishes it.")
        case "done":
            report(job.report or {})
        case _:
            pass
    for sentence in job.notices:
        st.html(f'<div class="kg-faint">{plain(sentence)}</div>')


def report(told: dict[str, Any]) -> None:
    """Draw what a job did: what was added, merged and refused, and why."""
    totals = told.get("totals", {})
    tiles = "".join(
        f'<div class="kg-tile"><b>{totals.get(name, 0):,}</b><span class="kg-small">{words}</span></div>'
        for name, words in _TILES
    )
    st.html(f'<div class="kg-tiles">{tiles}</div>')
    if not any(
        totals.get(name) for name in ("added", "cites_new", "merged", "refused", "rejects", "gone", "retracted")
    ):
        st.html('<p class="kg-empty">Nothing is new: the graph said all of this already.</p>')
    if read := totals.get("read", 0):
        known = max(0, read - totals.get("added", 0))
        already = f" {known:,} of them tell of papers that were there already." if known else ""
        st.html(f'<div class="kg-faint">{count(read, "record")} {"was" if read == 1 else "were"} read.{already}</div>')
    _part("Retracted or withdrawn", "retracted", told, _paper)
    _part("Added", "added", told, _paper)
    _part("Merged", "merged", told, lambda one: f"{plain(one['old'])} is one paper with {_paper(one)}")
    _part(
        "Kept apart",
        "refused",
        told,
        lambda one: f'{_paper(one["one"])} and {_paper(one["other"])}<div class="kg-faint">{plain(one["why"])}</div>',
    )
    _part(
        "Not read",
        "rejects",
        told,
        lambda one: (
            f"{plain(' '.join(filter(None, (one['where'], one['reason']))))}"
            f'<div class="kg-faint kg-clip">{plain(one["text"])}</div>'
        ),
    )
    _part("Also", "sentences", told, plain)
    _part("Gone", "gone", told, lambda one: plain(one["title"]))


def _part(heading: str, name: str, told: dict[str, Any], draw: Any) -> None:
    rows = told.get(name, [])
    if not rows:
        return
    total = told.get("totals", {}).get(name, len(rows))
    section(heading, f"{total:,}")
    listed(f'<li class="kg-small">{draw(row)}</li>' for row in rows)
    if total > len(rows):
        st.html(f'<span class="kg-faint">and {count(total - len(rows), "more", "more")}</span>')


def _paper(one: dict[str, str]) -> str:
    return link(one["title"], "paper", id=one["paper_id"])
