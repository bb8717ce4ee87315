"""`kg update`: new papers of followed days, searches and authors.

Days are asked for from where the last update ended: those of the last two days again, for they are not over. A search
and an author give their newest papers; what the graph has is not new. An answer that does not come leaves its day, its
search or its author for the next update.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kg.build import Listeners, assimilate, is_unfinished, of_service
from kg.corpus import statements as texts
from kg.enrichment import records
from kg.identity.names import may_be_one, person
from kg.store import following, migrations, statements

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.build import BuildReport
    from kg.enrichment.desk import Desk
    from kg.enrichment.follows import Follow
    from kg.model import Statement
    from kg.sources.apis import Note
    from kg.store import Store

SOURCES: Final = ("arxiv", "huggingface", "openalex")
"""Who is asked for what is new: OpenAlex for authors who are followed by ORCID."""

DAYS: Final = 31
"""Days that one update asks for at most."""

FIRST: Final = 7
"""Days that the first update asks for."""

_OPEN: Final = 2
"""Papers are still put on the list of a day that is not so many days ago."""

_FIELD: Final = re.compile(r"\b(?:ti|au|abs|co|jr|cat|rn|all|id|submittedDate):")
_OPERATORS: Final = ("AND", "OR", "ANDNOT")
_WORD: Final = re.compile(r"[^\W_]+(?:[-'.+#]+[^\W_]+)*[+#]*")


@dataclass(slots=True)
class Told:
    """What was told of one thing that is followed.

    Attributes:
        follow: the thing.
        statements: what services said.
        days: days that were asked for, where it comes by days.
        through: the last day that need not be asked for again.
        left: what is left for the next update, in words.
        complete: whether every answer came.
        new: keys of papers that are new in the graph.
    """

    follow: Follow
    statements: list[Statement] = field(default_factory=list)
    days: list[dt.date] = field(default_factory=list)
    through: dt.date | None = None
    left: str = ""
    complete: bool = True
    new: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class UpdateReport:
    """What an update did.

    Attributes:
        told: what each thing that is followed gave.
        titles: new papers with their titles.
        build: what changed in the graph; None where nothing was to be written.
        notes: what services did not tell.
    """

    told: tuple[Told, ...]
    titles: dict[str, str]
    build: BuildReport | None = None
    notes: tuple[Note, ...] = ()


def update(
    store: Store,
    desk: Desk,
    follows: Sequence[Follow],
    *,
    today: dt.date,
    since: dt.date | None = None,
    limit: int = 50,
    listeners: Listeners = Listeners(),  # noqa: B008 - frozen, and silent
) -> UpdateReport:
    """Ask for new papers, and bring them into the graph.

    Args:
        store: an open store.
        desk: where services are asked.
        follows: what is followed.
        today: the last day to ask for.
        since: the first day to ask for; where the last update ended when None.
        limit: newest papers of a search or an author that a service is asked for.
        listeners: told of progress.

    Raises:
        StoreError: the store failed; running the same again finishes it.
    """
    migrations.ready(store, on_notice=listeners.on_notice)
    wanted = list(dict.fromkeys(follows))
    before = following.followed(store, map(str, wanted))
    told: list[Told] = []
    for done, follow in enumerate(wanted):
        desk.on_progress("update", done, len(wanted))
        one = Told(follow)
        known = before.get(str(follow))
        if follow.kind == "daily":
            _days(desk, one, known.through if known else None, today=today, since=since)
        else:
            noted = len(desk.notes)
            one.statements += _newest(store, desk, follow, limit=limit)
            one.complete = not desk.failures(noted)
        told.append(one)
    desk.on_progress("update", len(wanted), len(wanted))
    said = [statement for one in told for statement in one.statements]
    contents = [of_service(source, found) for source, found in records.by_source(said).items()]
    build = assimilate(store, contents, listeners=listeners) if contents or is_unfinished(store) else None
    titles = _sort(store, told, set(build.changes.new) if build else set())
    for one in told:
        if one.follow.kind != "daily" and str(one.follow) in before and len(one.new) >= limit:
            one.left = f"{len(one.new)} papers are new, and there may be more: give a higher --limit"
    following.remember(store, {str(one.follow): one.through for one in told if one.complete or one.through})
    return UpdateReport(tuple(told), titles, build, tuple(desk.notes))


def _days(desk: Desk, told: Told, through: dt.date | None, *, today: dt.date, since: dt.date | None) -> None:
    """Ask for days from the oldest on, as many as one update may, and keep up to where all is told."""
    told.through = through
    first = since or (through + dt.timedelta(days=1) if through else today - dt.timedelta(days=FIRST - 1))
    if not desk.may("huggingface"):
        told.complete = False
        told.left = "Hugging Face is not asked"
        return
    every = [first + dt.timedelta(days=number) for number in range((today - first).days + 1)]
    told.days = every[:DAYS]
    if len(every) > DAYS:
        told.left = f"the {len(every) - DAYS} days from {every[DAYS]} on: run the same again"
    settled = today - dt.timedelta(days=_OPEN)
    for day in told.days:
        noted = len(desk.notes)
        told.statements += desk.huggingface.day(day)
        if "huggingface" in desk.failures(noted):
            told.complete = False
        elif told.complete and day <= settled:
            told.through = max(told.through or day, day)


def _newest(store: Store, desk: Desk, follow: Follow, *, limit: int) -> Iterator[Statement]:
    if follow.kind == "search":
        if desk.may("arxiv") and (asked := query(follow.what)):
            yield from desk.arxiv.newest(asked, limit=limit)
        if desk.may("huggingface") and not _FIELD.search(follow.what):
            yield from desk.huggingface.search(follow.what, limit=limit)
        return
    if follow.orcid is None:
        yield from _by_name(desk, follow.what, limit=limit)
        return
    if desk.may("openalex"):
        yield from desk.openalex.of_author(follow.orcid, limit=limit)
    for name in following.names_of(store, follow.orcid):
        yield from _by_name(desk, name, limit=limit)


def _by_name(desk: Desk, name: str, *, limit: int) -> Iterator[Statement]:
    """Ask arXiv for a name, and leave out papers whose authors only have its words."""
    wanted = person(name)
    if wanted is None or not desk.may("arxiv"):
        return
    words = " ".join(_WORD.findall(name))
    for statement in desk.arxiv.newest(f'au:"{words}"', limit=limit):
        people = (person(author.name) for author in statement.paper.authors)
        if any(one is not None and may_be_one(one, wanted) and _fits(one.words, wanted.words) for one in people):
            yield statement


def _fits(one: frozenset[str], other: frozenset[str]) -> bool:
    """Say whether the words of one name are all in the other."""
    return one <= other or other <= one


def query(text: str) -> str:
    """Write a search in arXiv's language: all of its words; one that is in that language stays as it is.

    >>> query("sparse attention OR Mamba"), query('cat:cs.CL AND ti:"sparse attention"')
    ('all:sparse AND all:attention OR all:mamba', 'cat:cs.CL AND ti:"sparse attention"')
    """
    if _FIELD.search(text):
        return text
    parts: list[str] = []
    operator = "AND"
    for word in _WORD.findall(text):
        if word in _OPERATORS:
            operator = word
            continue
        parts += [operator, f"all:{word.lower()}"]
        operator = "AND"
    return " ".join(parts[1:])


def _sort(store: Store, told: Sequence[Told], new: set[str]) -> dict[str, str]:
    """Say which papers are new by which follow, and return their titles."""
    ids_of = {id(said): texts.statement_id(said.source, said.key) for one in told for said in one.statements}
    homes = statements.homes(store, set(ids_of.values()))
    titles: dict[str, str] = {}
    for one in told:
        for said in one.statements:
            key = homes.get(ids_of[id(said)])
            if key in new and key is not None:
                titles.setdefault(key, said.paper.title)
                if key not in one.new:
                    one.new.append(key)
    return titles
