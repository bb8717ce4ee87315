from __future__ import annotations

import pytest

from extract.detection.abbreviations import align, find


def pairs(text: str) -> list[tuple[str, str]]:
    return [(text[s.start : s.end], text[s.long_start : s.long_end]) for s in find(text)]


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("the Tree-of-Views (ToV) agent", "ToV", "Tree-of-Views"),
        ("large language models (LLMs) are", "LLMs", "large language models"),
        ("known as BIGREC (Bi-step Grounding for Recommendation)", "BIGREC", "Bi-step Grounding for Recommendation"),
        ("heat shock transcription factor (HSF)", "HSF", "heat shock transcription factor"),
        ("We show RACE, Rapid Adaptive Context Encoding, a method", "RACE", "Rapid Adaptive Context Encoding"),
        (
            "data that is findable, accessible, interoperable, and reusable (FAIR)",
            "FAIR",
            "findable, accessible, interoperable, and reusable",
        ),
        ("the Rule Judge, (RJ) model", "RJ", "Rule Judge"),
        ("the Parallel Decoding Former (PD-Former) is", "PD-Former", "Parallel Decoding Former"),
    ],
)
def test_short_and_long_form_are_found(text: str, short: str, long: str) -> None:
    assert (short, long) in pairs(text)


@pytest.mark.parametrize(
    "text",
    [
        "the results (Figure 2) show",
        "accuracy rises (12.5%)",
        "as shown before (see Table)",
        "many models (GPT) of old",
        "at varying widths, with extensive evaluation across mathematical (AIME, MATH) tasks",
        "accuracy, image quality and memory efficiency (AIME)",
        "better than GPT-4 (gains of up to 46%)",
        "reported on ZORB (ZORB-Plus and VLABench)",
    ],
)
def test_other_parentheses_are_none(text: str) -> None:
    assert pairs(text) == []


def test_a_long_form_does_not_reach_over_a_sentence() -> None:
    assert pairs("Sparse training works. We alter cost (SC) here.") == []


def test_the_first_letter_begins_a_word() -> None:
    assert align("SC", "a basic cost") is None
    assert align("BC", "a basic cost") == 2
