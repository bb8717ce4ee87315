"""Tests of kg.sources.apis.huggingface."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from kg.errors import CallError
from kg.sources.apis import HuggingFace, Note
from kg.sources.apis import huggingface as module
from tests.kg.sources.apis.conftest import ids_of
from tests.world import faults as wrong
from tests.world.huggingface import submitted

if TYPE_CHECKING:
    from kg.sources.http import Fetcher
    from tests.world.faults import Faults
    from tests.world.papers import World
    from tests.world.server import Server

SERVICE = "huggingface"


def busiest(world: World) -> dt.date:
    """The day of the month in which most papers are among the Daily Papers."""
    days = [submitted(work) for work in world.having(SERVICE)]
    return max(days, key=lambda day: (sum(other.strftime("%Y-%m") == day.strftime("%Y-%m") for other in days), day))


def on(world: World, period: str, value: str) -> set[str]:
    found = [work for work in world.having(SERVICE) if submitted(work).strftime(period) == value]
    return {work.ids["arxiv"] for work in found}


def test_a_day_a_week_and_a_month_are_given(fetcher: Fetcher, world: World) -> None:
    day = busiest(world)
    client = HuggingFace(fetcher)
    assert {one.key for one in client.day(day)} == on(world, "%Y-%m-%d", f"{day:%Y-%m-%d}")
    assert {one.key for one in client.week(f"{day:%G-W%V}")} == on(world, "%G-W%V", f"{day:%G-W%V}")
    month = list(client.month(f"{day:%Y-%m}"))
    assert {one.key for one in month} == on(world, "%Y-%m", f"{day:%Y-%m}")
    first = month[0]
    work = world.works[str(world.work_of("arxiv", first.key))]
    assert (first.source, first.paper.upvotes) == (SERVICE, work.upvotes)
    assert first.paper.comments == work.upvotes % 7


def test_a_long_month_is_paged(
    fetcher: Fetcher, services: Server, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_PAGE", 1)
    day = busiest(world)
    wanted = on(world, "%Y-%m", f"{day:%Y-%m}")
    assert {one.key for one in HuggingFace(fetcher).month(f"{day:%Y-%m}")} == wanted
    assert len(wanted) > 1
    # The page past the end is empty, and asked for once more to be sure.
    assert services.count(SERVICE) == len(wanted) + 2


def test_an_empty_page_is_doubted_once(fetcher: Fetcher, faults: Faults, services: Server, world: World) -> None:
    faults.add(wrong.empty_page(), times=1)
    day = busiest(world)
    assert {one.key for one in HuggingFace(fetcher).day(day)} == on(world, "%Y-%m-%d", f"{day:%Y-%m-%d}")
    assert services.count(SERVICE) == 2


def test_a_day_without_papers_is_empty_and_is_not_asked_for_again(
    fetcher: Fetcher, services: Server, notes: list[Note]
) -> None:
    client = HuggingFace(fetcher, on_note=notes.append)
    assert list(client.day(dt.date(2001, 1, 1))) == list(client.day(dt.date(2001, 1, 1))) == []
    assert services.count(SERVICE) == 2
    assert not notes


@pytest.mark.parametrize("week", ["2025", "2025-23", "2025-W54", "2025-W00", "W23"])
def test_what_is_no_week_is_refused(fetcher: Fetcher, week: str) -> None:
    with pytest.raises(CallError, match="write it as 2025-W23"):
        list(HuggingFace(fetcher).week(week))


@pytest.mark.parametrize("month", ["2025", "2025-13", "2025-6"])
def test_what_is_no_month_is_refused(fetcher: Fetcher, month: str) -> None:
    with pytest.raises(CallError, match="write it as 2025-06"):
        list(HuggingFace(fetcher).month(month))


def test_single_papers_are_given_and_the_unknown_told(fetcher: Fetcher, world: World, notes: list[Note]) -> None:
    wanted = ids_of(world, "arxiv", SERVICE)[:3]
    found = list(HuggingFace(fetcher, on_note=notes.append).papers([*wanted, "2001.99999", "10.1145/1"]))
    assert {one.key for one in found} == set(wanted)
    assert {(note.kind, note.subject) for note in notes} == {("unknown", "2001.99999"), ("unknown", "10.1145/1")}


def test_a_title_is_found(fetcher: Fetcher, services: Server, world: World) -> None:
    work = world.having(SERVICE)[0]
    found = list(HuggingFace(fetcher).title(work.records[SERVICE].title))
    assert work.ids["arxiv"] in {one.key for one in found}
    assert len(found) <= 5
    assert services.count(SERVICE) == 1


def test_repositories_are_given_however_they_are_written(fetcher: Fetcher, world: World) -> None:
    works = [work for work in world.having(SERVICE) if work.repository]
    found = {one.key: one.paper for one in HuggingFace(fetcher).papers([work.ids["arxiv"] for work in works])}
    for work in works:
        [repository] = found[work.ids["arxiv"]].repositories
        assert work.repository is not None
        assert (repository.url, repository.official) == (f"https://github.com/{work.repository.full_name}", True)
