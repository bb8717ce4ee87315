"""Tests of kg.sources.http.question: one form for a question, and an address that stays under its base."""

from __future__ import annotations

from urllib.parse import parse_qsl, unquote, urlsplit

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import CallError
from kg.sources.http.question import Question

BASE = "http://127.0.0.1:8000/mirror"
TEXT = st.text(st.characters() | st.sampled_from("/.?#%&=+|@:\\\ud800 "), max_size=12)
FEW = settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow], deadline=None)


def readable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


@FEW
@given(path=TEXT, params=st.dictionaries(TEXT.filter(bool).map(readable), TEXT.filter(bool), max_size=3))
def test_whatever_a_path_holds_it_stays_under_the_base_address_and_comes_back(
    path: str, params: dict[str, str]
) -> None:
    url = httpx.URL(Question.of("GET", "openalex", f"/works/{path}", params).url(BASE))
    assert (url.scheme, url.netloc) == ("http", b"127.0.0.1:8000")
    assert url.raw_path.startswith(b"/mirror/works/")
    sent = urlsplit(str(url))
    assert unquote(sent.path) == f"/mirror/works/{readable(path)}"
    assert sorted(parse_qsl(sent.query)) == sorted((name, readable(value)) for name, value in params.items())


@FEW
@given(st.dictionaries(TEXT.map(readable), TEXT, max_size=4))
def test_the_order_of_parameters_is_no_part_of_a_question(params: dict[str, str]) -> None:
    there = Question.of("GET", "openalex", "/works", params)
    back = Question.of("GET", "openalex", "/works", reversed(list(params.items())))
    assert there.key("") == back.key("")
    assert there.url(BASE) == back.url(BASE)


def test_everything_else_is_part_of_it() -> None:
    questions = [
        Question.of("GET", "openalex", "/works"),
        Question.of("POST", "openalex", "/works"),
        Question.of("GET", "crossref", "/works"),
        Question.of("GET", "openalex", "/works/"),
        Question.of("GET", "openalex", "/works", {"a": ""}),
        Question.of("GET", "openalex", "/works", {"a": "1"}),
        Question.of("GET", "openalex", "/works", [("a", 1), ("a", 1)]),
        Question.of("POST", "openalex", "/works", body={}),
        Question.of("POST", "openalex", "/works", body={"ids": ["a", "b"]}),
        Question.of("POST", "openalex", "/works", body={"ids": ["b", "a"]}),
    ]
    assert len({question.key(place) for question in questions for place in ("", BASE)}) == 2 * len(questions)


def test_a_question_is_written_in_one_line_and_cut() -> None:
    text = str(Question.of("GET", "crossref", "/works", {"query": f"two\nlines {'long ' * 100}"}))
    assert text.startswith("/works?query=two lines long")
    assert len(text) == 100


@pytest.mark.parametrize("path", ["", "works", "https://evil.example/works"])
def test_a_path_starts_with_a_slash(path: str) -> None:
    with pytest.raises(CallError, match="must start with a slash"):
        Question.of("GET", "openalex", path)


def test_a_list_is_no_parameter() -> None:
    with pytest.raises(CallError, match="join several"):
        Question.of("GET", "openalex", "/works", {"ids": ["a"]})
