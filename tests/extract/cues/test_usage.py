from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.extract.conftest import Read, Said


def used(said: Said, abstract: str) -> set[str]:
    found = [*said("use", abstract), *said("comparison", abstract)]
    return {surface for surface, c in found if c.relation == "USES"}


@pytest.mark.parametrize(
    "abstract",
    [
        "The model is based on ZorbNet.",
        "It outperforms ZorbNet.",
        "Compared with ZorbNet, it is fast.",
        "It is faster than ZorbNet.",
        "Models such as ZorbNet fail.",
        "We fine-tune ZorbNet.",
        "Unlike ZorbNet, ours is small.",
        "It yields a speedup over the recent ZorbNet method.",
    ],
)
def test_what_is_built_on_or_compared_with_is_used(said: Said, abstract: str) -> None:
    assert used(said, abstract) == {"ZorbNet"}


def test_the_subject_is_not_used(said: Said) -> None:
    assert used(said, "ZorbNet is fast.") == set()


def test_what_is_only_set_against_the_paper_is_a_comparison(read: Read) -> None:
    mentions = read("Unlike BERT, it is fine-tuned from LLaMA-2. Our model outperforms GPT-4.", "ZorbNet: A Model")
    compared = {mention.surface: mention.comparison for mention in mentions if mention.relation == "USES"}
    assert compared["BERT"]
    assert compared["GPT-4"]
    assert not compared["LLaMA-2"]
