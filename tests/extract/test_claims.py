from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.model import Paper

if TYPE_CHECKING:
    from extract import Extractor
    from kg.model import Result

TITLE = "ZorbNet: A Model for Everything"


@pytest.fixture
def claimed(extractor: Extractor):  # type: ignore[no-untyped-def]  # noqa: ANN201 - a function of the test's own
    def claim(sentence: str, title: str = TITLE) -> list[Result]:
        paper = Paper("p", title, f"We propose ZorbNet. {sentence}")
        (extraction,) = extractor.extract([paper])
        for result in extraction.results:
            text = paper.title if result.field == "title" else paper.abstract
            assert text[result.start : result.end] == result.surface
            assert text[result.benchmark_start :].startswith(result.benchmark)
        return list(extraction.results)

    return claim


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("ZorbNet achieves 73.2% on MMLU.", [(73.2, "%", None, "MMLU", "own", "absolute")]),
        ("ZorbNet reaches 61.5 mIoU on ADE20K.", [(61.5, "", "mIoU", "ADE20K", "own", "absolute")]),
        ("It yields an accuracy of 91.4 on the GSM8K benchmark.", [(91.4, "", "accuracy", "GSM8K", "own", "absolute")]),
        ("ZorbNet gains +2.1 BLEU on WMT14.", [(2.1, "", "BLEU", "WMT14", "own", "difference")]),
        ("ZorbNet outperforms GPT-4 by 3.2 points on MMLU.", [(3.2, "points", None, "MMLU", "own", "difference")]),
        (
            "ZorbNet improves performance by 4.1% on MMLU and 2.0% on GSM8K.",
            [(4.1, "%", None, "MMLU", "own", "difference"), (2.0, "%", None, "GSM8K", "own", "difference")],
        ),
        (
            "ZorbNet improves accuracy from 60.1% to 68.3% on MMLU.",
            [
                (60.1, "%", "accuracy", "MMLU", "baseline", "absolute"),
                (68.3, "%", "accuracy", "MMLU", "own", "absolute"),
            ],
        ),
        (
            "ZorbNet scores 61.2% and 70.3% on MMLU and GSM8K, respectively.",
            [(61.2, "%", None, "MMLU", "own", "absolute"), (70.3, "%", None, "GSM8K", "own", "absolute")],
        ),
    ],
)
def test_a_number_on_a_benchmark_is_a_claim(claimed, sentence: str, wanted: list[tuple[object, ...]]) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 - as above
    found = [(r.value, r.unit, r.metric, r.benchmark, r.whose, r.kind) for r in claimed(sentence)]
    assert found == wanted


def test_what_another_model_scores_on_our_benchmark_is_its_own(extractor: Extractor) -> None:
    abstract = "We introduce ZorbBench, a benchmark. GPT-4 achieves 45.2% on ZorbBench."
    (extraction,) = extractor.extract([Paper("p", "ZorbBench: A Benchmark", abstract)])
    ((value, whose, subject),) = [(r.value, r.whose, r.subject) for r in extraction.results]
    assert (value, whose, subject) == (45.2, "baseline", "GPT-4")


@pytest.mark.parametrize(
    "sentence",
    [
        "ZorbNet uses only 1% of the data on MMLU.",
        "ZorbNet is 2x faster on MMLU.",
        "ZorbNet has 7B parameters and is tested on MMLU in 2024.",
        "ZorbNet cuts 59% in response latency on MMLU.",
        "ZorbNet stays below 20% on MMLU.",
        "The error was 45.7% vs. 54.0% on MMLU.",
        "ZorbNet is trained for 100 epochs on ImageNet.",
    ],
)
def test_what_leaves_a_doubt_is_no_claim(claimed, sentence: str) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 - as above
    assert claimed(sentence) == []
