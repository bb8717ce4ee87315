from __future__ import annotations

from typing import TYPE_CHECKING

from extract.cues.coordination import coordination
from extract.document import Candidate, annotated
from extract.document.sentence_boundaries import Sentences

if TYPE_CHECKING:
    from spacy.language import Language


def rows(nlp: Language, text: str, names: list[str]) -> list[list[str]]:
    doc = Sentences()(nlp.make_doc(text))
    annotated(doc).candidates.extend(
        Candidate(text.index(name), text.index(name) + len(name), "hand", 0.5) for name in names
    )
    found = annotated(coordination(doc)).groups
    return [[text[start:end] for start, end in group.members] for group in found]


def test_commas_and_conjunctions_make_a_row(nlp: Language) -> None:
    assert rows(nlp, "on Aa1, Bb2, and Cc3 now", ["Aa1", "Bb2", "Cc3"]) == [["Aa1", "Bb2", "Cc3"]]


def test_numbers_in_parentheses_do_not_part_a_row(nlp: Language) -> None:
    assert rows(nlp, "such as Aa1 (+8.1%), Bb2 (+7%)", ["Aa1", "Bb2"]) == [["Aa1", "Bb2"]]


def test_a_row_ends_with_its_conjunction(nlp: Language) -> None:
    text = "On Aa1 and Bb2, Cc3 is best."
    assert rows(nlp, text, ["Aa1", "Bb2", "Cc3"]) == [["Aa1", "Bb2"], ["Cc3"]]


def test_other_words_part_a_row(nlp: Language) -> None:
    assert rows(nlp, "Aa1 outperforms Bb2", ["Aa1", "Bb2"]) == [["Aa1"], ["Bb2"]]


def test_a_row_does_not_reach_over_a_sentence(nlp: Language) -> None:
    assert rows(nlp, "We use Aa1. Bb2 is old.", ["Aa1", "Bb2"]) == [["Aa1"], ["Bb2"]]
