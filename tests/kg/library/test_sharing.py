"""Tests of kg.library.sharing: a set comes out of an address as it went in, or the address is refused."""

from __future__ import annotations

import base64
import zlib
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kg.errors import CallError
from kg.library.sharing import LONGEST, parameters, shared

Ids = some.lists(some.text(some.characters(codec="utf-8", exclude_characters="\n"), min_size=1, max_size=40), unique=True, min_size=1, max_size=60)  # fmt: skip # noqa: E501


@given(Ids)
def test_a_set_comes_out_as_it_went_in(ids: list[str]) -> None:
    query = parameters("a & b", ids)
    assert query is not None
    came = shared(parse_qs(urlencode(query, doseq=True), keep_blank_values=True))
    assert came is not None
    assert (came.name, came.papers) == ("a & b", tuple(ids))


def test_a_thousand_papers_of_arxiv_fit_and_ten_thousand_do_not() -> None:
    ids = [f"{2001 + number // 900:04d}.{10000 + number * 7919 % 9973:05d}" for number in range(10_000)]
    query = parameters("many", ids[:1000])
    assert query is not None
    assert len(urlencode(query)) <= LONGEST + 50
    assert parameters("many", ids) is None


@pytest.mark.parametrize(
    "query",
    [
        {"packed": ["!!!"]},
        {"packed": ["AAAA"]},
        {"packed": ["x" * (LONGEST + 1)]},
        {"packed": [base64.urlsafe_b64encode(zlib.compress(b"a" * 10_000_000)).decode()]},
        {"packed": [base64.urlsafe_b64encode(zlib.compress(b"a\nb\nc")[:-3]).decode()]},
        {"packed": [base64.urlsafe_b64encode(zlib.compress(b"\xff\xfe")).decode()]},
        {"packed": [base64.urlsafe_b64encode(zlib.compress(b"")).decode()]},
        {"paper": [""]},
    ],
)
def test_what_was_cut_or_forged_is_refused(query: dict[str, list[str]]) -> None:
    with pytest.raises(CallError, match="cut on its way"):
        shared(query)


def test_an_address_without_a_set_has_none_and_one_without_a_name_gets_one() -> None:
    assert shared({"name": ["x"]}) is None
    came = shared({"paper": ["a", "a"], "name": ["\x00"]})
    assert came is not None
    assert (came.name, came.papers) == ("shared", ("a",))
