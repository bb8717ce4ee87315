from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract import Extractor
from extract.pipeline import COMPONENTS
from kg.errors import CallError
from kg.model import Paper

if TYPE_CHECKING:
    from kg.model import Extraction

ABSTRACT = "We propose ZorbNet, a framework. Experiments on MMLU and GSM8K show that it outperforms GPT-4 by 3%. "


def papers(count: int) -> list[Paper]:
    return [
        Paper(f"p{n}", f"Zorb{n}Net: A Framework", ABSTRACT.replace("ZorbNet", f"Zorb{n}Net")) for n in range(count)
    ]


def test_it_tells_its_version_and_components() -> None:
    with Extractor() as extractor:
        assert extractor.version.startswith("default/")
        assert tuple(name for name in extractor.nlp.pipe_names if name != "tagger") == COMPONENTS
        assert "tagger" in extractor.nlp.pipe_names
    assert Extractor(size=None).version.startswith("rules/")


def test_processes_change_nothing_and_keep_the_order(extractor: Extractor) -> None:
    one = list(extractor.extract(papers(150)))
    assert list(extractor.extract(papers(150), processes=2)) == one
    assert [extraction.paper.paper_id for extraction in one] == [f"p{n}" for n in range(150)]


def test_no_process_is_a_wrong_call(extractor: Extractor) -> None:
    with pytest.raises(CallError, match="1 process"):
        list(extractor.extract(papers(1), processes=0))


def test_papers_are_read_as_they_come(extractor: Extractor) -> None:
    given_out = 0

    def endless() -> object:
        nonlocal given_out
        while True:
            given_out += 1
            yield Paper(f"p{given_out}", "", ABSTRACT)

    next(extractor.extract(endless()))  # type: ignore[arg-type]  # a generator without end
    assert given_out < 1000


def read(extractor: Extractor, abstract: str, title: str = "A Title") -> Extraction:
    (extraction,) = extractor.extract([Paper("p", title, abstract)])
    return extraction


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        "x" * 100_000,
        "(" * 100_000,
        "-" * 100_000,
        "A-" * 50_000,
        "." * 100_000,
        "https://github.com/" + "a" * 100_000,
        "We propose " + "very " * 20_000 + "ZorbNet.",
        ", ".join(["GPT-4"] * 20_000),
        "(A) " * 25_000,
        "ABCDEFGHIJ " * 10_000,
        '"' * 50_000,
        "We introduce the " * 6_000,
        "\x00\x01\x02\x1e\x1f\x7f" * 5_000,
        "\u202e\u0627\u0644\u0639\u0631\u0628\u064a\u0629 \u6f22\u5b57\u304b\u306a " * 3_000,
        "\ud800 lone surrogate",
    ],
    ids=lambda text: repr(text[:12]),
)
def test_strange_text_does_no_harm(extractor: Extractor, text: str) -> None:
    start = time.process_time()
    read(extractor, text)
    read(extractor, "We propose ZorbNet.", text)
    assert time.process_time() - start < 20


def test_a_text_of_a_megabyte_takes_time_in_proportion(extractor: Extractor) -> None:
    def seconds(times: int) -> float:
        start = time.process_time()
        assert read(extractor, ABSTRACT * times).mentions
        return time.process_time() - start

    seconds(100)
    assert seconds(10_000) < 40 * seconds(1_000)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=400), st.text(max_size=80))
def test_any_text_is_read(extractor: Extractor, abstract: str, title: str) -> None:
    extraction = read(extractor, abstract, title)
    for mention in extraction.mentions:
        text = title if mention.field == "title" else abstract
        assert text[mention.start : mention.end] == mention.surface
