"""Notices and capitals: what of a paper is no name, however it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from extract import Extractor
    from tests.extract.conftest import Read

from kg.model import Paper

NOTICES = (
    "RETRACTED ARTICLE", "Erratum", "Withdrawn", "WITHDRAWN", "Poster", "Demo", "Retraction Note", "Correction to",
    "Author Correction", "Corrigendum", "Editorial", "Position", "Extended Abstract",
    "Invited Talk", "Expression of Concern",
)  # fmt: skip


@pytest.mark.parametrize("notice", NOTICES)
def test_a_notice_is_no_name_and_what_follows_it_is_the_title(read: Read, notice: str) -> None:
    found = read("We propose ZorbNet, a network.", f"{notice}: ZorbNet: A Fast Network")
    assert {(one.surface, one.relation) for one in found} == {("ZorbNet", "INTRODUCES")}
    assert not read("This paper was withdrawn.", f"{notice}: Deep gears for all")


def test_a_text_in_capitals_has_the_names_that_it_would_have_in_small_letters(trained: Extractor) -> None:
    title, abstract = "CAN LARGE MODELS COUNT? A STUDY", "WE STUDY GPT-4 AND LLAMA-2 ON GSM8K AND FIND THAT THEY FAIL."
    (found,) = trained.extract([Paper("p", title, abstract)])
    assert {one.surface for one in found.mentions} == {"GPT-4", "LLAMA-2", "GSM8K"}


def test_places_and_claims_are_those_of_the_stored_text(trained: Extractor) -> None:
    marked = (
        r"Our method reaches \textbf{92.3\%} accuracy on \texttt{CIFAR-10} and an F1 of $\mathbf{88.1}$ on {S}QuAD."
    )
    plain = "Our method reaches 92.3% accuracy on CIFAR-10 and an F1 of 88.1 on SQuAD."
    one, other = trained.extract([Paper("a", "", marked), Paper("b", "", plain)])
    assert [(r.value, r.metric, r.benchmark, r.whose) for r in one.results] == [
        (r.value, r.metric, r.benchmark, r.whose) for r in other.results
    ]
    assert one.results
    said = [(m.start, m.end, m.surface) for m in one.mentions] + [(r.start, r.end, r.surface) for r in one.results]
    for start, end, surface in said:
        assert marked[start:end] == surface
    starts = {mention.start for mention in one.mentions}
    assert all(result.benchmark_start in starts for result in one.results)
