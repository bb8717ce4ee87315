"""Tests of kg.enrichment.update: days since the last update, searches and authors."""

from __future__ import annotations

import datetime as dt
import doctest
from typing import TYPE_CHECKING

from kg.enrichment import update as module
from kg.enrichment.desk import Desk
from kg.enrichment.follows import Follow
from kg.enrichment.update import update
from kg.sources.http import Fetcher
from kg.store import following
from tests.world.faults import unavailable
from tests.world.huggingface import submitted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.enrichment.update import UpdateReport
    from kg.store import Store
    from tests.world.faults import Faults
    from tests.world.papers import World
    from tests.world.server import Server

DAILY = Follow("daily")


def run(store: Store, follows: Sequence[Follow], today: dt.date, *, offline: bool = False) -> UpdateReport:
    with Fetcher(offline=offline) as fetcher:
        return update(store, Desk(fetcher, module.SOURCES), follows, today=today)


def days(services: Server) -> list[str]:
    return sorted({one.parameters["date"] for one in services.asked("huggingface", "daily_papers")})


def test_days_are_asked_from_where_the_last_update_ended(
    store: Store, world: World, services: Server, faults: Faults
) -> None:
    work = world.works["w00003"]
    today = submitted(work) + dt.timedelta(days=2)
    first = run(store, [DAILY], today)
    assert days(services) == [(today - dt.timedelta(days=number)).isoformat() for number in range(6, -1, -1)]
    assert work.ids["arxiv"] in first.told[0].new
    assert first.titles[work.ids["arxiv"]].rstrip(".") == work.title
    assert following.followed(store, ["daily"])["daily"].through == today - dt.timedelta(days=2)

    # A day that is not answered is asked for by the next update, and so are those after it.
    services.forget()
    later = today + dt.timedelta(days=3)
    lost = (today + dt.timedelta(days=1)).isoformat()
    faults.add(unavailable(0), part=f"date={lost}")
    second = run(store, [DAILY], later)
    assert not second.told[0].complete
    assert any(lost in note.subject for note in second.notes)
    assert following.followed(store, ["daily"])["daily"].through == today
    faults.clear()
    services.forget()
    third = run(store, [DAILY], later)
    assert third.told[0].complete
    assert lost in days(services)
    assert following.followed(store, ["daily"])["daily"].through == today + dt.timedelta(days=1)

    # After a long time no more than a month of days is asked for at once, and what is left is said.
    services.forget()
    much_later = later + dt.timedelta(days=60)
    fourth = run(store, [DAILY], much_later)
    assert len(fourth.told[0].days) == module.DAYS
    assert fourth.told[0].left.startswith("the 31 days from ")
    fifth = run(store, [DAILY], much_later)
    assert fifth.told[0].days[0] == fourth.told[0].days[-1] + dt.timedelta(days=1)
    assert not fifth.told[0].left


def test_searches_and_authors_give_their_papers_and_no_namesakes(store: Store, world: World, services: Server) -> None:
    work = world.works["w00003"]
    person = next(one for one in work.authors if one.orcid)
    by_orcid = {
        key
        for key, one in world.works.items()
        if "openalex" in one.records and any(author.orcid == person.orcid for author in one.records["openalex"].authors)
    }
    by_name = {
        key
        for key, one in world.works.items()
        if "arxiv" in one.records and any(author.name == work.authors[0].name for author in one.authors)
    }
    follows = [
        Follow("search", work.title.replace(":", "")),
        Follow("search", f'ti:"{work.title.partition(":")[0]}" AND cat:cs.LG'),
        Follow("author", work.authors[0].name),
        Follow("author", str(person.orcid)),
    ]
    report = run(store, follows, world.today)
    found = [{world.work_of(*_token(said.key)) for said in one.statements} for one in report.told]
    assert "w00003" in found[0]
    assert found[1] == {"w00003"}
    assert found[2] == by_name
    assert by_orcid <= found[3]
    assert not services.asked("huggingface", "cat:")  # that is arXiv's language
    assert report.build is not None
    assert set(report.titles) <= set(report.build.changes.new)

    again = run(store, follows, world.today)
    assert again.build is None or not again.build.changes.lists()
    assert not again.titles


def test_offline_says_what_is_lacking_and_nothing_is_taken_for_told(store: Store, services: Server) -> None:
    report = run(store, [DAILY, Follow("search", "attention")], dt.date(2025, 6, 11), offline=True)
    assert services.count() == 0
    assert [one.complete for one in report.told] == [False, False]
    assert all(note.kind == "failed" for note in report.notes)
    assert following.followed(store, ["daily", 'search "attention"']) == {}


def test_the_examples_in_the_documentation_hold() -> None:
    assert doctest.testmod(module).failed == 0


def _token(key: str) -> tuple[str, str]:
    return ("openalex" if key.startswith("W") else "arxiv"), key
