"""Where the graph stands: how much it holds, how complete it is, and what was built last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from kg.dashboard.layout.colours import PLURALS
from kg.dashboard.layout.links import link
from kg.dashboard.layout.pieces import listed, mark
from kg.dashboard.words import changes
from kg.dashboard.words.completeness import told
from kg.dashboard.words.wording import count, day, plain
from kg.model import LABELS

if TYPE_CHECKING:
    from kg.queries.records import BuildRecord, Kind, Overview, RevisionRecord

MOST_REVISIONS: Final = 5


def tiles(overview: Overview) -> None:
    """Draw how many papers and entities of each type there are, and how complete the citations are."""
    numbers: list[tuple[Kind, int]] = [
        ("Paper", overview.papers),
        *((label, overview.entities_by_label.get(label, 0)) for label in LABELS),
    ]
    drawn = "".join(
        f'<div class="kg-tile"><b>{number:,}</b><span class="kg-small">{mark(kind)}{PLURALS[kind]}</span></div>'
        for kind, number in numbers
    )
    cites = count(overview.relationships_by_type.get("CITES", 0), "citation")
    st.html(f'<div class="kg-tiles">{drawn}</div>')
    st.html(f'<div class="kg-faint"><b>{cites}.</b> {plain(_completeness(overview))}</div>')


def revisions(overview: Overview) -> None:
    """Draw the last builds that changed something."""
    listed(
        f'<li><div class="kg-small">{plain(changes.told(revision.changes))}</div><div class="kg-faint">'
        f"{plain(_by(revision))}</div></li>"
        for revision in overview.revisions[:MOST_REVISIONS]
    )
    st.html(f'<span class="kg-small">{link("All that builds brought", "log")}</span>')


def builds(overview: Overview) -> None:
    """Draw every build that the graph remembers, folded."""
    if not overview.builds:
        return
    with st.expander(f"Where this comes from: {count(len(overview.builds), 'build')}"):
        listed(
            f'<li><div class="kg-small">{plain(build.source)}</div>'
            f'<div class="kg-faint">{plain(_facts(build))}</div></li>'
            for build in overview.builds
        )


def _completeness(overview: Overview) -> str:
    """Say how complete the lists of references are, of which a source says how long they are."""
    if not overview.citing:
        return "No list of references is known yet: `kg enrich` asks the services for them."
    whose = f"The lists of references of {overview.citing:,} of {count(overview.papers, 'paper')} are known"
    stubs = f" {count(overview.stubs, 'paper')} more known by citations alone." if overview.stubs else ""
    return f"{whose}: {told(overview.references)}{stubs}"


def _by(revision: RevisionRecord) -> str:
    return f"{day(revision.at.date())} · revision {revision.revision} · {changes.sources(revision.sources)}"


def _facts(build: BuildRecord) -> str:
    parts = (
        day(build.built_at.date()) if build.built_at else "",
        build.extractor,
        "" if build.complete else "not finished: run the same build again",
    )
    return " · ".join(part for part in parts if part)
