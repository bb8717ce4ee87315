"""Tests of kg.sources.http.cache and the SQLite file under it: several processes, kill -9, damage."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.errors import CallError, KGError
from kg.sources.http import Event, Fetcher, Settings
from tests.kg.sources.http.playing import Playing, Reply

if TYPE_CHECKING:
    from collections.abc import Mapping

Open = Callable[..., Fetcher]
ROOT = Path(__file__).parents[4]

ASKING = """
import sys
from kg.sources.http import Fetcher
first, last = int(sys.argv[1]), int(sys.argv[2])
with Fetcher() as fetcher:
    for at in range(first, last):
        fetcher.get("openalex", f"/works/W{at}")
        print(at, flush=True)
"""


def process(environ: Mapping[str, str], first: int, last: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", ASKING, str(first), str(last)],
        env={**os.environ, **environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def cache_file(environ: dict[str, str]) -> Path:
    return Path(environ["KG_HTTP_CACHE"])


def test_several_processes_keep_in_one_file(environ: dict[str, str], fetcher: Open, playing: Playing) -> None:
    running = [process(environ, at * 20, at * 20 + 20) for at in range(3)]
    for one in running:
        _, err = one.communicate(timeout=60)
        assert (one.returncode, err) == (0, "")
    offline = fetcher(offline=True)
    assert all(offline.get("openalex", f"/works/W{at}").cached for at in range(60))
    assert len(playing.asked) == 60


def test_nothing_that_was_answered_is_asked_again_after_kill_9(environ: dict[str, str], playing: Playing) -> None:
    for stop in (3, 11):
        with process(environ, 0, 500) as killed:
            assert killed.stdout
            while int(killed.stdout.readline()) < stop:
                pass
            killed.send_signal(signal.SIGKILL)
    with process(environ, 0, 40) as last:
        _, err = last.communicate(timeout=60)
        assert (last.returncode, err) == (0, "")
    paths = [asked.path for asked in playing.asked]
    twice = {path for path in paths if paths.count(path) > 1}
    assert len(twice) <= 2, "what was under way when the process died, and no more"
    assert {f"/works/W{at}" for at in range(40)} <= set(paths)


@pytest.mark.parametrize("content", [b"no database", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_file_is_moved_aside_and_said(
    environ: dict[str, str], fetcher: Open, events: list[Event], content: bytes
) -> None:
    file = cache_file(environ)
    file.write_bytes(content)
    assert not fetcher().get("openalex", "/works/W1").cached
    assert fetcher().get("openalex", "/works/W1").cached
    aside = [path for path in file.parent.iterdir() if ".damaged-" in path.name]
    assert [path.read_bytes() for path in aside] == [content]
    notes = [event.sentence for event in events if event.kind == "note"]
    assert notes == [f"{file} is damaged; it was moved to {aside[0]}, and a new one begun."]


def test_damage_inside_is_found_when_it_is_read(
    environ: dict[str, str], fetcher: Open, playing: Playing, events: list[Event]
) -> None:
    opened = fetcher()
    for at in range(50):
        opened.get("openalex", f"/works/W{at}")
    opened.__exit__(None, None, None)
    file = cache_file(environ)
    with file.open("r+b") as writing:
        writing.seek(4096)
        writing.write(b"\xff" * (file.stat().st_size - 4096))
    again = fetcher()
    assert all(again.get("openalex", f"/works/W{at}").ok for at in range(50))
    assert len(playing.asked) == 100
    assert [event.kind for event in events if "damaged" in event.sentence] == ["note"]


def test_a_body_that_cannot_be_unpacked_costs_itself(environ: dict[str, str], fetcher: Open, playing: Playing) -> None:
    for path in ("/a", "/b"):
        fetcher().get("openalex", path)
    with sqlite3.connect(cache_file(environ)) as connection:
        connection.execute("UPDATE answers SET body = x'00' WHERE path = '/a'")
    connection.close()
    assert [fetcher().get("openalex", path).cached for path in ("/a", "/b")] == [False, True]
    assert len(playing.asked) == 3


def test_a_database_of_something_else_is_left_alone(environ: dict[str, str], fetcher: Open) -> None:
    file = cache_file(environ)
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE theirs (a)")
    connection.close()
    before = file.read_bytes()
    with pytest.raises(CallError, match="is a database of something else; give another place in KG_HTTP_CACHE"):
        fetcher()
    assert file.read_bytes() == before


def test_a_place_that_cannot_be_made_is_one_sentence(fetcher: Open, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(KGError, match=r"cannot be used .*; give another place in KG_HTTP_CACHE"):
        fetcher(KG_HTTP_CACHE=str(tmp_path / "file" / "folder"))


def test_the_place_is_a_file_or_a_folder(tmp_path: Path) -> None:
    def place(name: str) -> Path:
        return Settings({"KG_HTTP_CACHE": str(tmp_path / name)}).cache.relative_to(tmp_path)

    (tmp_path / "there").mkdir()
    (tmp_path / "kept").touch()
    assert place("new") == Path("new/http.sqlite")
    assert place("new.sqlite") == Path("new.sqlite")
    assert place("there") == Path("there/http.sqlite")
    assert place("kept") == Path("kept")


def test_what_was_not_found_and_lists_with_gaps_live_seven_days(
    environ: dict[str, str], fetcher: Open, playing: Playing
) -> None:
    opened = fetcher()
    opened.get("openalex", "/found")
    opened.get("openalex", "/short", life=timedelta(days=1))
    playing.say(Reply(404))
    opened.get("openalex", "/gone")
    opened.get("openalex", "/gone/short", life=timedelta(days=1))
    playing.say(Reply(body=b'[{"paperId": "a"}, null]'))
    opened.post("semantic_scholar", "/batch", json={"ids": ["a", "b"]})
    with sqlite3.connect(cache_file(environ)) as connection:
        rows = connection.execute("SELECT path, (expires - retrieved) / 86400 FROM answers").fetchall()
    connection.close()
    assert {path: days if days is None else round(days, 3) for path, days in rows} == {
        "/found": None, "/short": 1, "/gone": 7, "/gone/short": 1, "/batch": 7
    }  # fmt: skip
