"""A paper's standing in words: how often it is cited, its rank, its community, the main path."""

from __future__ import annotations

from kg.dashboard.layout.pieces import empty, explained, listed, section
from kg.dashboard.session.answers import answer
from kg.dashboard.words.wording import count, plain
from kg.queries.standing import Standing, standing


def shown(paper_id: str) -> None:
    """Draw what is known."""
    found = answer(standing, paper_id)
    if found is None:
        return
    section("Where it stands")
    listed(f'<li class="kg-small">{line}</li>' for line in lines(found))
    if not found.analysed:
        empty("Its rank, its community and the main path are not worked out yet: run `kg analyse`.")


def lines(found: Standing) -> list[str]:
    """Return what is known as HTML, a fact a line."""
    said = [f"{explained('cited by')} {count(found.cited_by, 'paper')} of this graph"]
    if found.pagerank_place is not None and found.cited_by:
        said.append(f"number {found.pagerank_place:,} of {found.ranked:,} papers by {explained('PageRank')}")
    if found.community is not None:
        name = found.community_name or f"number {found.community}"
        size = f", {count(found.community_size, 'paper')}" if found.community_size else ""
        said.append(f"in the {explained('community')} {plain(name)}{size}")
    if found.main_path is not None:
        of = f" of {found.main_path_papers:,}" if found.main_path_papers else ""
        said.append(f"number {found.main_path:,}{of} on the {explained('main path')}, the oldest first")
    elif found.analysed and found.cited_by:
        said.append(f"not on the {explained('main path')}")
    return said
