from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import Paper

if TYPE_CHECKING:
    from extract import Extractor

PAPER = Paper(
    "p",
    "ZorbNet: A Framework",
    "We propose ZorbNet, built on LLaMA-2 7B and Bridge rewards. Experiments on MMLU show gains. "
    "Code: https://github.com/lab/zorb.",
)


def test_every_entity_is_explained_and_nothing_else_is_said_to_be_kept(extractor: Extractor) -> None:
    (extraction,) = extractor.extract([PAPER])
    kept = [one for one in extractor.explain(PAPER) if one.kept]
    for mention in extraction.mentions:
        assert any((mention.name or mention.surface) in one.surfaces for one in kept)
    assert {one.label for one in kept} == {mention.label for mention in extraction.mentions}


def test_an_explanation_names_the_rule_and_who_spoke(extractor: Extractor) -> None:
    own = next(one for one in extractor.explain(PAPER) if "ZorbNet" in one.surfaces)
    assert own.rules == "the paper introduces it"
    assert {"title", "introduction", "names"} <= {said.component for said in own.said}
    assert str(own).startswith("kept: the paper introduces it; title 0.95")


def test_what_is_dropped_has_its_reason(extractor: Extractor) -> None:
    dropped = [one for one in extractor.explain(PAPER) if not one.kept]
    assert any("Bridge" in one.surfaces and one.rules.startswith("dropped: ") for one in dropped)


def test_the_trained_extractor_weighs_names(trained: Extractor) -> None:
    own = next(one for one in trained.explain(PAPER) if "ZorbNet" in one.surfaces)
    assert own.kept
    assert own.weighed is not None
    assert own.weighed > 0.5
