"""This file is about introducers: which of the papers that say so introduce a thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extract.contexts import Contexts
    from extract.keys import Placed
    from kg.model import Mention

_ARTICLES = ("", "the ", "an ", "a ")
_HEAD_ENDS = (":", "\u2013", "\u2014", "--", "|")


def latecomers(members: Placed, contexts: Contexts) -> set[str]:
    """Give the papers that cannot introduce a thing, because others know it from before.

    Those are one that uses it earlier ("we develop a hierarchical Direct Preference Optimization procedure"), unless
    the title begins with it, as that of a technical report does, and one that has it at the head of its own title.
    """
    introducing = {paper_id for paper_id, mention in members if mention.relation == "INTRODUCES"}
    using = {paper_id for paper_id, _ in members} - introducing
    if not introducing or len(introducing) + len(using) == 1:
        return set()
    titled = [
        (paper_id, heads(mention, contexts.text(paper_id)))
        for paper_id, mention in members
        if paper_id in introducing and begins(mention, contexts.text(paper_id))
    ]
    beginning, heading = {paper_id for paper_id, _ in titled}, {paper_id for paper_id, at_head in titled if at_head}

    def comes_late(own: str) -> bool:
        earlier = any(contexts.surely_precedes(user, own) and not contexts.one_team(user, own) for user in using)
        return (own not in beginning and earlier) or (
            own not in heading
            and any(contexts.precedes(first, own) and not contexts.one_team(first, own) for first in heading)
        )

    return set(filter(comes_late, introducing))


def heads(mention: Mention, text: str) -> bool:
    """Say whether a mention is what a title names before its colon."""
    return begins(mention, text) and text[mention.end :].lstrip().startswith(_HEAD_ENDS)


def begins(mention: Mention, text: str) -> bool:
    """Say whether a title begins with a mention."""
    return mention.field == "title" and text[: mention.start].casefold() in _ARTICLES
