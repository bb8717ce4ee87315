"""Introducing papers: which of the papers that say so introduce a thing."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from extract.lexicon import first_years, listed_short_forms, normal_form

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from extract.resolution.entity_keys import Placed
    from extract.resolution.papers import Papers
    from kg.model import Mention

_ARTICLES = ("", "the ", "an ", "a ")
_HEAD_ENDS = (":", "\u2013", "\u2014", "--", "|")
_REPORT: Final = re.compile(r"\s*(?:technical\s+report|system\s+card|model\s+card)?\s*", re.IGNORECASE)
_SAYS_SO: Final = ("introduction", "naming", "title")
"""Components that read "we propose X" and its like."""
_SURE: Final = 0.7
_MANY: Final = 4
_LATER: Final = 1
"""Years that may lie between a preprint and its publication."""


class _Claim(NamedTuple):
    """How a paper says that it introduces a thing.

    Attributes:
        heads: its title names the thing before its colon.
        titled: so, or its title is the name alone or calls the paper a report on it.
        begins: its title begins with the name.
        says_so: its words are "we propose X" or the like.
        explained: it gives the long form that the term lists give.
        first_year: in which our lists say that the thing was first published.
    """

    heads: bool
    titled: bool
    begins: bool
    says_so: bool
    explained: bool
    first_year: int | None

    @property
    def is_trusted(self) -> bool:
        return self.titled or self.says_so


def latecomers(members: Placed, corpus: Papers, *, is_listed: bool = False) -> set[str]:
    """Give the papers that cannot introduce a thing, because others know it from before.

    Those are one that uses it earlier ("we develop a hierarchical Direct Preference Optimization procedure"), unless
    the title is about it, as that of a technical report is; the term lists, unless the paper says in so many words that
    it introduces the thing, and does not mean what they know by its short form; many that use it and do not cite the
    paper; and one that introduces it before. What several teams are only guessed to introduce is older than all of
    their papers.

    Args:
        members: the mentions of the thing.
        corpus: the papers.
        is_listed: whether the term lists know a thing of that name.
    """
    claims = _claims(members, corpus)
    using = {paper_id for paper_id, _ in members} - claims.keys()
    if not claims:
        return set()

    def is_known(own: str) -> bool:
        claim = claims[own]
        if claim.titled:
            return False
        if claim.first_year is not None and corpus.year(own) > claim.first_year + _LATER:
            return True
        if is_listed and (claim.explained or not claim.is_trusted):
            return True
        if _is_uncited(own, using, corpus):
            return True
        return not (claim.begins and claim.says_so) and any(
            corpus.surely_precedes(user, own) and not corpus.one_team(user, own) for user in using
        )

    late = set(filter(is_known, claims))
    left = {paper_id: claim for paper_id, claim in claims.items() if paper_id not in late}
    first = _first(left, {paper_id for paper_id, _ in members}, corpus)
    one_team = all(corpus.one_team(own, other) for own in first for other in claims if other != own)
    if not one_team and not any(left[own].is_trusted for own in first):
        return set(claims)
    return claims.keys() - first


def _is_uncited(own: str, using: Collection[str], corpus: Papers) -> bool:
    """Say whether many use a thing, and all of them cite others for it."""
    users = [user for user in using if corpus.has_references(user) and corpus.precedes(own, user)]
    return len(users) >= _MANY and not any(corpus.cites(user, own) for user in users)


def _claims(members: Placed, corpus: Papers) -> dict[str, _Claim]:
    by_paper: dict[str, list[Mention]] = defaultdict(list)
    for paper_id, mention in members:
        if mention.relation == "INTRODUCES":
            by_paper[paper_id].append(mention)
    return {paper_id: _claim(mentions, corpus, paper_id) for paper_id, mentions in by_paper.items()}


def _claim(mentions: list[Mention], corpus: Papers, paper_id: str) -> _Claim:
    text, title = corpus.text(paper_id), corpus.title(paper_id)
    beginning = [mention for mention in mentions if begins(mention, text)]
    at_head = any(heads(mention, text) for mention in beginning)
    alone = any(_REPORT.fullmatch(title, mention.end) for mention in beginning)
    says_so = any(mention.component in _SAYS_SO and mention.score >= _SURE for mention in mentions)
    longs = {normal_form(mention.long_form) for mention in mentions if mention.long_form is not None}
    forms = {normal_form(mention.surface) for mention in mentions}
    return _Claim(
        heads=at_head,
        titled=at_head or alone,
        begins=bool(beginning),
        says_so=says_so,
        explained=not listed_short_forms().keys().isdisjoint(longs | forms),
        first_year=min((first_years()[form] for form in longs or forms if form in first_years()), default=None),
    )


def _first(claims: Mapping[str, _Claim], members: Collection[str], corpus: Papers) -> set[str]:
    """Give the papers that no other one comes before: one, but for what cannot be told."""
    if len(claims) < 2:  # noqa: PLR2004 - one comes before none
        return set(claims)
    cited = {own: sum(corpus.cites(other, own) for other in members if other != own) for own in claims}

    def comes_before(one: str, other: str, *, by_day: bool = False) -> bool:
        """Ask what the two cite, then what the others that name the thing cite, then days and titles."""
        if not by_day:
            forth, back = corpus.cites(other, one), corpus.cites(one, other)
            if forth != back:
                return forth
            if cited[one] != cited[other]:
                return cited[one] > cited[other]
        if corpus.surely_precedes(one, other):
            return claims[one].is_trusted or not claims[other].titled
        if corpus.surely_precedes(other, one):
            return claims[one].titled and not claims[other].is_trusted
        return claims[one].heads and not claims[other].heads

    for by_day in (False, True):
        first = {
            own
            for own in claims
            if not any(comes_before(other, own, by_day=by_day) for other in claims if other != own)
        }
        if first:
            return first
    return set(claims)


def heads(mention: Mention, text: str) -> bool:
    """Say whether a mention is what a title names before its colon."""
    return begins(mention, text) and text[mention.end :].lstrip().startswith(_HEAD_ENDS)


def begins(mention: Mention, text: str) -> bool:
    """Say whether a title begins with a mention."""
    return mention.field == "title" and text[: mention.start].casefold() in _ARTICLES
