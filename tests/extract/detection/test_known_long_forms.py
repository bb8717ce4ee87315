"""Long forms that the field knows: a paper that never writes "DPO" still uses DPO."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract import resolve
from kg.model import Paper

if TYPE_CHECKING:
    from extract import Extractor


def _ids(trained: Extractor, *abstracts: str) -> dict[str, set[str]]:
    papers = [Paper(str(number), "", abstract) for number, abstract in enumerate(abstracts)]
    found = resolve(trained.extract(papers))
    return {
        paper.paper_id: {relation.entity_id for relation in found.relations if relation.paper_id == paper.paper_id}
        for paper in papers
    }


def test_long_and_short_form_are_one_entity_though_no_paper_explains_them(trained: Extractor) -> None:
    ids = _ids(
        trained,
        "We train the policy with Direct Preference Optimization on a few prompts.",
        "We train the policy with DPO on a few prompts.",
    )
    assert ids["0"] == ids["1"] == {"method:dpo"}


def test_a_long_form_tells_which_of_two_things_is_meant(trained: Extractor) -> None:
    ids = _ids(
        trained,
        *["Masks are drawn with the Segment Anything Model (SAM) on images."] * 3,
        "We train with Sharpness-Aware Minimization for a flat loss.",
    )
    assert ids["0"] == {"model:sam"}
    assert ids["3"] == {"method:sharpness-aware-minimization"}


def test_what_the_paper_calls_it_wins(trained: Extractor) -> None:
    (extraction,) = trained.extract([Paper("1", "", "We train with Direct Preference Optimization (DirPO).")])
    assert {mention.name or mention.surface for mention in extraction.mentions} == {
        "Direct Preference Optimization",
        "DirPO",
    }
