from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.extract.conftest import Said


def names(said: Said, abstract: str) -> list[str]:
    return [surface for surface, _ in said("names", abstract)]


def test_a_version_belongs_to_the_name(said: Said) -> None:
    assert "Zorblat 2.5" in names(said, "it is built on Zorblat 2.5 here.")


def test_the_first_word_of_a_sentence_is_no_name_for_its_capital(said: Said) -> None:
    assert names(said, "Experiments show much. Using models helps.") == []


def test_what_is_done_with_a_model_is_not_part_of_its_name(said: Said) -> None:
    assert names(said, "on one GPU: Pre-training LLaMA-13C is slow.") == ["LLaMA-13C"]


def test_a_head_noun_is_not_part_of_the_name(said: Said) -> None:
    assert names(said, "it uses the ZorbNet Framework for this.") == ["ZorbNet"]


def test_a_suffix_is_not_part_of_the_name(said: Said) -> None:
    assert names(said, "it uses a ZorbNet-based loss.") == ["ZorbNet"]
