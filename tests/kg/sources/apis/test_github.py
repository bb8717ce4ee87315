"""Tests of kg.sources.apis.github."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.sources.apis import GitHub, Note

if TYPE_CHECKING:
    from kg.sources.http import Fetcher
    from tests.world.papers import World
    from tests.world.server import Server


def test_facts_of_repositories_are_given_and_those_that_are_gone_told(
    fetcher: Fetcher, world: World, notes: list[Note]
) -> None:
    repositories = [work.repository for work in world.works.values() if work.repository]
    client = GitHub(fetcher, on_note=notes.append)
    asked = ["nobody/nothing", *(one.full_name for one in repositories)]
    found = {facts.asked: facts.repository for facts in client.repositories(asked)}
    assert "nobody/nothing is not known to GitHub." in map(str, notes)
    for one in repositories:
        address = f"https://github.com/{one.full_name}"
        if one.gone:
            assert address not in found
            assert one.full_name in {note.subject for note in notes if note.kind == "unknown"}
            continue
        facts = found[address]
        assert facts.url == f"https://github.com/{one.moved or one.full_name}"
        assert (facts.stars, facts.license, facts.archived) == (one.stars, one.license, one.archived)
        assert facts.pushed_at == one.pushed_at
        assert facts.official is None
    assert any(one.moved for one in repositories)


def test_one_repository_is_asked_for_once_however_it_is_written(
    fetcher: Fetcher, services: Server, world: World, notes: list[Note]
) -> None:
    name = next(
        work.repository.full_name for work in world.works.values() if work.repository and not work.repository.gone
    )
    written = [name, f"https://github.com/{name.upper()}", f"git@github.com:{name}.git", "https://gitlab.com/a/b"]
    [facts] = GitHub(fetcher, on_note=notes.append).repositories(written)
    assert facts.retrieved
    assert services.count("github", "/repos/") == 1
    assert [note.subject for note in notes] == ["https://gitlab.com/a/b"]
