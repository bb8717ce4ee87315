from __future__ import annotations

from typing import TYPE_CHECKING

from extract.document.paper_text import compose

if TYPE_CHECKING:
    from spacy.language import Language


def sentences(nlp: Language, text: str) -> list[str]:
    return [sent.text.strip() for sent in nlp(text).sents]


def test_an_abbreviation_ends_no_sentence(nlp: Language) -> None:
    assert len(sentences(nlp, "Models, e.g. BERT et al. 2019, vs. others, work. We show it.")) == 2


def test_a_lost_blank_ends_a_sentence_all_the_same(nlp: Language) -> None:
    assert sentences(nlp, "It runs on GPT-4.In this work we test it.")[1].startswith("In this work")


def test_the_abstract_begins_a_sentence(nlp: Language) -> None:
    assert len(sentences(nlp, compose("A Title Without Stop", "and an abstract."))) == 2


def test_a_decimal_number_ends_no_sentence(nlp: Language) -> None:
    assert len(sentences(nlp, "We gain 3.5 points on average.")) == 1
