"""Following as Home tells of it: each thing that the reader follows, and what is new about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kg.dashboard.layout.links import link
from kg.dashboard.layout.pieces import chip, empty, listed, section
from kg.dashboard.session.answers import answer
from kg.dashboard.session.reader import shelf
from kg.dashboard.session.rights import read_only
from kg.dashboard.words.wording import count, plain
from kg.queries import news
from kg.queries.finding.suggestions import group

if TYPE_CHECKING:
    from kg.dashboard.session.visit import Visit
    from kg.queries.news import About

MOST_FOLLOWED: Final = 50


def draw(before: Visit | None) -> None:
    """Draw what the reader follows, what has most news first; `before` is the visit before this one."""
    if read_only():
        return
    section("What you follow")
    kept = dict(list(shelf().all("followed").items())[:MOST_FOLLOWED])
    if not kept:
        empty("Nothing yet: the button Follow on the page of a method, a benchmark or a person puts it here.")
        return
    by_group: dict[str, list[str]] = {"entities": [], "authors": [], "organizations": []}
    for node_id, value in kept.items():
        by_group.setdefault(group(_kind(value)), []).append(node_id)
    latest = answer(news.newest, limit=1)
    found = answer(
        news.about,
        tuple(by_group["entities"]),
        tuple(by_group["authors"]),
        tuple(by_group["organizations"]),
        after=before.revision if before else None,
        until=latest[0].published if latest else None,
    )
    ranked = sorted(kept, key=lambda node_id: -(found[node_id].fresh if node_id in found else 0))
    listed(_about(node_id, kept[node_id], found.get(node_id)) for node_id in ranked)


def _kind(value: Any) -> Any:
    return value.get("kind", "Method") if isinstance(value, dict) else "Method"


def _about(node_id: str, value: Any, known: About | None) -> str:
    name = str(value.get("name", node_id)) if isinstance(value, dict) else node_id
    if known is None:
        return f'<li>{plain(name)}<div class="kg-faint">The graph has no paper of it any more.</div></li>'
    fresh = (
        f'<b class="kg-small">{known.fresh:,} new</b>' if known.fresh else '<span class="kg-faint">nothing new</span>'
    )
    newest = ""
    if known.newest:
        newest = f'<div class="kg-small">{link(known.newest[1] or known.newest[0], "paper", id=known.newest[0])}</div>'
    return (
        f'<li><div class="kg-row">{chip(_kind(value), node_id, name)}{fresh}</div>{newest}'
        f'<div class="kg-faint">{plain(count(known.papers, "paper"))} in all</div></li>'
    )
