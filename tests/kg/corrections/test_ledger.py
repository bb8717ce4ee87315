"""The ledger: entries are never lost, and whatever a stranger puts into one is told in sentences and does no harm."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.corrections import Ledger, Plan, Thing, active, new_entry, path_of
from kg.corrections.ledger import LARGEST, read_text
from kg.corrections.records import parse
from kg.corrections.standing import reverted
from kg.errors import CallError, KGError

if TYPE_CHECKING:
    from pathlib import Path

ONE = Thing("method:lora", "LoRA", "Method")
OTHER = Thing("method:dora", "DoRA", "Method")
GOOD: dict[str, Any] = {
    "id": "20261130-120000-aaaaaaaa",
    "at": "2026-11-30T12:00:00Z",
    "who": "ada",
    "kind": "merge",
    "entity": {"id": "method:lora", "name": "LoRA", "type": "Method"},
    "into": {"id": "method:dora", "name": "DoRA", "type": "Method"},
}


def text(*entries: dict[str, Any] | str) -> str:
    return "".join((one if isinstance(one, str) else json.dumps(one)) + "\n" for one in entries)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "folder" / "corrections.jsonl")


def test_what_is_added_is_read_again(ledger: Ledger) -> None:
    entries = [
        new_entry("merge", "ada", entity=ONE, into=OTHER, why="so"),
        new_entry("rename", "b", entity=ONE, name="ë"),
    ]
    ledger.append(entries)
    ledger.append(entries)
    assert ledger.read().entries == tuple(entries)
    assert len(ledger.text().splitlines()) == 2
    assert [parse(entry.line()) for entry in entries] == entries


def test_a_torn_last_line_is_told_and_kept_aside(ledger: Ledger) -> None:
    first, second = (new_entry("accept", who, entity=ONE) for who in ("ada", "bob"))
    ledger.append([first])
    with ledger.path.open("a") as file:
        file.write('{"id": "2026, "at"')
    assert "line 2 is left out: it breaks off" in ledger.read().troubles[0]
    ledger.append([second])
    assert ledger.read().entries == (first, second)
    assert ledger.read().troubles == ()
    assert ledger.path.with_name("corrections.jsonl.torn").read_text() == '{"id": "2026, "at"\n'


def test_a_last_line_without_its_end_is_whole(ledger: Ledger) -> None:
    first, second = (new_entry("accept", who, entity=ONE) for who in ("ada", "bob"))
    ledger.append([first])
    ledger.path.write_text(first.line())
    ledger.append([second])
    assert ledger.read().entries == (first, second)


WRITES = """
import sys
from pathlib import Path
from kg.corrections import Ledger, Thing, new_entry
for number in range(20):
    Ledger(Path(sys.argv[1])).append([new_entry("accept", sys.argv[2], entity=Thing("method:a", "A", "Method"))])
"""


def test_writers_at_once_lose_nothing(ledger: Ledger) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITES, str(ledger.path), who], env=os.environ)
        for who in ("a", "b", "c")
    ]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    read = ledger.read()
    assert (len(read.entries), read.troubles) == (60, ())


def test_two_ledgers_become_one(ledger: Ledger, tmp_path: Path) -> None:
    mine, hers = new_entry("accept", "ada", entity=ONE), new_entry("accept", "eve", entity=OTHER)
    other = Ledger(tmp_path / "other.jsonl")
    other.append([mine, hers])
    ledger.append([mine])
    assert ledger.merge(other.text()) == (1, ())
    assert ledger.read().entries == (mine, hers)
    with pytest.raises(CallError, match="no ledger of corrections"):
        ledger.merge("title,year\nA paper,2024\n")


def test_the_order_of_the_lines_leaves_no_trace() -> None:
    entries = [new_entry("rename", "ada", entity=ONE, name=str(number)) for number in range(5)]
    entries.append(new_entry("revert", "ada", of=entries[2].entry_id))
    lines = [one.line() for one in entries]
    forth, back = read_text("\n".join(lines), ""), read_text("\n".join(reversed(lines)), "")
    assert forth == back
    assert [one.name for one in active(forth.entries)] == ["0", "1", "3", "4"]


def test_a_revert_can_be_reverted() -> None:
    first = new_entry("accept", "ada", entity=ONE)
    second = new_entry("revert", "ada", of=first.entry_id)
    third = new_entry("revert", "ada", of=second.entry_id)
    assert active([first, second]) == ()
    assert active([first, second, third]) == (first,)
    assert reverted([first, second, third]) == {second.entry_id: third.entry_id}


def test_where_a_ledger_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KG_LEDGER", raising=False)
    assert path_of(f"local:{tmp_path}") == tmp_path / "corrections.jsonl"
    assert path_of("bolt://host:7687").suffix == ".jsonl"
    assert path_of("bolt://host:7687") == path_of("bolt://host:7687/")
    monkeypatch.setenv("KG_LEDGER", str(tmp_path / "mine.jsonl"))
    assert path_of(f"local:{tmp_path}") == tmp_path / "mine.jsonl"


HOSTILE: dict[str, tuple[str, str]] = {
    "no JSON": ("hello", "it is no JSON"),
    "a list": ("[1, 2]", "it is no JSON object"),
    "deep": ("[" * 5000 + "]" * 5000, "it is no JSON"),
    "a huge number": ('{"kind": ' + "9" * 5000 + "}", "it is no JSON"),
    "an unknown kind": (json.dumps(GOOD | {"kind": "drop database"}), "is none of merge"),
    "a strange key": (json.dumps(GOOD | {"__proto__": {}}), "which no correction has"),
    "a wrong type": (json.dumps(GOOD | {"entity": "method:lora"}), "no object of id, name and type"),
    "a label in Cypher": (
        json.dumps(GOOD | {"entity": {"id": "a", "name": "A", "type": "Method) DETACH DELETE (n"}}),
        "is none of Method",
    ),
    "a long name": (json.dumps(GOOD | {"name": "x" * 10_000}), "longer than 500"),
    "control characters": (json.dumps(GOOD | {"name": "a\x1b[31mb"}), "characters that no"),
    "a lone surrogate": (json.dumps(GOOD | {"name": "a\ud800b"}), "characters that no"),
    "a blank name": (json.dumps(GOOD | {"kind": "rename", "name": "  "}), "blank"),
    "an id that is a path": (json.dumps(GOOD | {"id": "../../etc/passwd"}), "no id of letters"),
    "no time": (json.dumps(GOOD | {"at": "yesterday"}), "is none such as"),
    "into itself": (json.dumps(GOOD | {"into": GOOD["entity"]}), "into itself"),
    "a repository": (json.dumps(GOOD | {"kind": "retype", "type": "Repo"}), "a repository is its address"),
    "a long line": (json.dumps(GOOD | {"why": "x" * 200_000}), "more than 100,000 characters"),
    "many papers": (json.dumps(GOOD | {"papers": [{"id": "1", "title": ""}] * 1500}), "no list of at most 1000"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_line_costs_itself_and_is_told(name: str) -> None:
    line, why = HOSTILE[name]
    read = read_text(text(GOOD | {"id": "good-1"}, line, GOOD | {"id": "good-2"}), "theirs.jsonl")
    assert [one.entry_id for one in read.entries] == ["good-1", "good-2"]
    assert len(read.troubles) == 1
    assert read.troubles[0].startswith("theirs.jsonl, line 2 is left out: ")
    assert why in read.troubles[0]
    assert len(read.troubles[0]) < 300


def test_one_id_of_two_entries_is_told() -> None:
    read = read_text(text(GOOD, GOOD, GOOD | {"who": "eve"}), "theirs.jsonl")
    assert len(read.entries) == 1
    assert read.entries[0].who == "ada"
    assert "line 3 is left out: its id 20261130-120000-aaaaaaaa is another entry's" in read.troubles[0]


def test_merges_in_a_circle_end_and_are_told() -> None:
    back = GOOD | {"id": "back", "entity": GOOD["into"], "into": GOOD["entity"], "at": "2026-12-01T12:00:00Z"}
    read = read_text(text(GOOD, back), "theirs.jsonl")
    assert "the other way round" in read.troubles[0]
    plan = Plan(active(read.entries), ())
    assert plan.home("method:lora") == plan.home("method:dora") == "method:dora"


def test_a_revert_of_nothing_or_of_itself_is_told() -> None:
    nothing = {key: GOOD[key] for key in ("id", "at", "who")} | {"kind": "revert", "of": "nobody"}
    assert "takes back nobody, which this ledger has not" in read_text(text(nothing), "theirs").troubles[0]
    assert "does not say which other" in read_text(text(nothing | {"of": nothing["id"]}), "theirs").troubles[0]


def test_a_huge_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    huge = tmp_path / "huge.jsonl"
    with huge.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(KGError, match="larger than 32 MB"):
        Ledger(huge).read()
    with pytest.raises(CallError, match="is a folder"):
        Ledger(tmp_path).read()


def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    path = tmp_path / "corrections.jsonl"
    path.write_bytes(b"\xff\xfe\x00\n" + json.dumps(GOOD).encode() + b"\n")
    read = Ledger(path).read()
    assert (len(read.entries), len(read.troubles)) == (1, 1)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.one_of(st.text(max_size=60), st.binary(max_size=60).map(lambda one: one.decode("latin-1")))))
def test_any_text_is_read_without_an_error(lines: list[str]) -> None:
    read_text("\n".join(lines), "theirs")


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from([*GOOD, "name", "type", "papers", "of", "surfaces"]), st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3), max_leaves=6,
)))  # fmt: skip
def test_any_values_are_an_entry_or_a_sentence(changed: dict[str, Any]) -> None:
    read = read_text(text(GOOD | changed), "theirs")
    assert len(read.entries) + len(read.troubles) == 1
    assert all(len(one) < 400 for one in read.troubles)
