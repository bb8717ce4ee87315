"""Completeness in words: what stands beside every citation count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.dashboard.words.wording import count

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.queries.records import Completeness


def told(completeness: Completeness) -> str:
    """Say how much of a paper's list of references the graph knows.

    Example:
        >>> from kg.queries.records import Completeness
        >>> told(Completeness(40, 31, 3))
        '31 of 40 references are in the graph; 3 are disputed by a source.'
        >>> told(Completeness())
        'No source has given its list of references yet.'
    """
    if completeness.known is None:
        return "No source has given its list of references yet."
    resolved = completeness.resolved or 0
    are = "is" if resolved == 1 else "are"
    said = f"{resolved:,} of {count(completeness.known, 'reference')} {are} in the graph"
    if completeness.disputed:
        said += f"; {completeness.disputed:,} {'is' if completeness.disputed == 1 else 'are'} disputed by a source"
    return f"{said}."


def brief(citations: int, completeness: Completeness) -> str:
    """Say the same in the few words that a line of a list has room for; nothing where nothing is known.

    Example:
        >>> from kg.queries.records import Completeness
        >>> brief(2, Completeness(40, 31, 3))
        'cited by 2, cites 31 of 40 (3 disputed)'
    """
    parts = [f"cited by {citations:,}"] if citations else []
    if completeness.known is not None:
        disputed = f" ({completeness.disputed:,} disputed)" if completeness.disputed else ""
        parts.append(f"cites {completeness.resolved or 0:,} of {completeness.known:,}{disputed}")
    return ", ".join(parts)


def cited_by(citations: int, counts: Mapping[str, int]) -> str:
    """Say how many papers of the graph cite a paper, and apart from it what sources report.

    Example:
        >>> cited_by(3, {"openalex": 12})
        'Cited by 3 papers of the graph; openalex reports 12.'
    """
    seen = f"Cited by {count(citations, 'paper')} of the graph" if citations else "No paper of the graph cites it"
    reports = ", ".join(f"{source} reports {number:,}" for source, number in sorted(counts.items()))
    return f"{seen}; {reports}." if reports else f"{seen}."
