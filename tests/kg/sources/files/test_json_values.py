"""Tests of kg.sources.files.json_values."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.sources.files import json_values
from kg.sources.files.json_values import Found, lines, one_a_line, stream

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


def values(found: Any) -> list[tuple[int, Any]]:
    return [(one.line, one.problem or one.value) for one in found]


@given(
    records=st.lists(st.dictionaries(st.text(), JSON, min_size=1)),
    indent=st.sampled_from([None, 1, 4]),
    ascii_alone=st.booleans(),
)
@settings(deadline=None, max_examples=50)
def test_an_array_of_any_shape_gives_its_values(records: list[Any], indent: int | None, *, ascii_alone: bool) -> None:
    text = json.dumps(records, indent=indent, ensure_ascii=ascii_alone)
    assert [one.value for one in stream(io.BytesIO(text.encode("utf-8", "replace")))] == json.loads(
        text.encode("utf-8", "replace")
    )


def test_values_larger_than_what_is_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_values, "_CHUNK", 7)
    records = [{"title": "Größe " * 50, "n": n, "a": [1.5, True, None, '\\"]}']} for n in range(20)]
    text = json.dumps(records, indent=1, ensure_ascii=False)
    found = list(stream(io.BytesIO(text.encode())))
    assert [one.value for one in found] == records
    assert [one.line for one in found] == [number for number, line in enumerate(text.split("\n"), 1) if line == " {"]


def test_objects_that_follow_each_other_over_many_lines() -> None:
    text = b'{\n "title": "A"\n}\n{\n "title": "B"\n},\n{"title": "C"}'
    assert values(stream(io.BytesIO(text))) == [(1, {"title": "A"}), (4, {"title": "B"}), (7, {"title": "C"})]


def test_a_broken_value_of_an_array_costs_itself() -> None:
    text = b'[\n{"title": "A"},\n{"title": "B" "x": [{"y": 1}]},\n{"title": "C"}\n]'
    assert values(stream(io.BytesIO(text))) == [
        (2, {"title": "A"}),
        (3, "it is not JSON (Expecting ',' delimiter)"),
        (4, {"title": "C"}),
    ]


def test_an_array_that_is_cut_short_gives_what_is_whole() -> None:
    found = values(stream(io.BytesIO(b'[{"title": "A"},\n{"title": "B')))
    assert found == [(1, {"title": "A"}), (2, "the file ends inside the record")]
    assert values(stream(io.BytesIO(b'[{"title": "A"}\n'))) == [
        (1, {"title": "A"}),
        (2, "the file ends inside a list"),
    ]


def test_bytes_that_are_no_utf_8_cost_their_value() -> None:
    found = values(stream(io.BytesIO(b'[{"title": "A\xff"}, {"title": "B"}]')))
    assert found == [(1, "a byte of it is not UTF-8"), (1, {"title": "B"})]


def test_lines_are_read_one_by_one() -> None:
    found = values(lines(io.BytesIO(b'{"a": NaN}\r\n\n[1]\nbroken\n{"b": 1}')))
    assert found == [
        (1, {"a": None}),
        (3, [1]),
        (4, "it is not JSON (Expecting value at character 1)"),
        (5, {"b": 1}),
    ]


def test_a_line_without_end_is_not_kept_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_values, "LARGEST", 50)
    found = list(lines(io.BytesIO(b'{"a": "' + b"x" * 200 + b'"}\n{"b": 1}\n')))
    assert [(one.line, one.value) for one in found] == [(1, None), (2, {"b": 1})]
    assert found[0].problem == "the line is longer than 64 MB"
    monkeypatch.setattr(json_values, "_CHUNK", 7)
    found = list(stream(io.BytesIO(b'[{"a": 1}, {"a": "' + b"x" * 200 + b'"}, {"a": 2}]')))
    assert [one.value for one in found] == [{"a": 1}, None, {"a": 2}]
    assert found[1].problem == "it is longer than 64 MB, or does not end"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b'{"title": "A"}\n{"title": "B"}\n', True),
        (b'{"title": "A"}', True),
        (b'{"title": "A"\n{"title": "B"}\n', True),
        (b'{"title": "a very long line that the head cu', True),
        (b'{\n  "title": "A"\n}\n', False),
        (b'{"title": "A",\n "authors": [\n {"name": "x"}\n ]}', False),
        (b'{"title": "A"\n, "b": 1}', False),
    ],
)
def test_lines_and_objects_over_many_lines_are_told_apart(head: bytes, *, expected: bool) -> None:
    assert one_a_line(head) is expected


def test_what_is_wrong_is_shown_and_cut() -> None:
    (found,) = lines(io.BytesIO(b'{"title": "' + b"x" * 9000 + b"\n"))
    assert isinstance(found, Found)
    assert len(found.text) == 2000
