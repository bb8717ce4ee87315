from __future__ import annotations

import gzip
import json
from pathlib import Path
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
        (
            "ZorbNet outperforms GPT-4 by 6.9 and 5.7 points on MMLU and GSM8K, respectively.",
            [(6.9, "points", None, "MMLU", "own", "difference"), (5.7, "points", None, "GSM8K", "own", "difference")],
        ),
        (
            "ZorbNet scores 4.49 and 7.83 on MMLU and GSM8K, respectively.",
            [(4.49, "", "score", "MMLU", "own", "absolute"), (7.83, "", "score", "GSM8K", "own", "absolute")],
        ),
        (
            "ZorbNet reaches 0.75 FID, 22.53 PSNR and 0.674 SSIM on ImageNet.",
            [
                (0.75, "", "FID", "ImageNet", "own", "absolute"),
                (22.53, "", "PSNR", "ImageNet", "own", "absolute"),
                (0.674, "", "SSIM", "ImageNet", "own", "absolute"),
            ],
        ),
        ("It sets a new best on MMLU (accuracy: 64.7%).", [(64.7, "%", "accuracy", "MMLU", "own", "absolute")]),
        ("ZorbNet obtains 64.7 on MMLU.", [(64.7, "", None, "MMLU", "own", "absolute")]),
        ("It sets a new state of the art on MMLU (64.7).", [(64.7, "", None, "MMLU", "own", "absolute")]),
    ],
)
def test_a_number_on_a_benchmark_is_a_claim(claimed, sentence: str, wanted: list[tuple[object, ...]]) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 - as above
    found = [(r.value, r.unit, r.metric, r.benchmark, r.whose, r.kind) for r in claimed(sentence)]
    assert found == wanted


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("On ImageNet, ZorbNet reaches an FID of 1.24.", [(1.24, "", "FID", "own", "absolute")]),
        ("On the MMLU benchmark, it outperforms GPT-4 by 3.2%.", [(3.2, "%", None, "own", "difference")]),
        (
            "On MMLU, ZorbNet achieves 97.5% F1 and 99.6% AUC-ROC.",
            [(97.5, "%", "F1", "own", "absolute"), (99.6, "%", "AUC-ROC", "own", "absolute")],
        ),
        (
            "On MMLU, ZorbNet lifts accuracy from 60.1% (baseline) to 68.3%.",
            [(60.1, "%", "accuracy", "baseline", "absolute"), (68.3, "%", "accuracy", "own", "absolute")],
        ),
        (
            "Experiments on MMLU show that ZorbNet achieves 71.5% accuracy.",
            [(71.5, "%", "accuracy", "own", "absolute")],
        ),
        ("ZorbNet improves MMLU, reaching an F1 of 71.5 on GSM8K.", [(71.5, "", "F1", "own", "absolute")]),
        ("On MMLU, ZorbNet outperforms GPT-4, which obtains 35.7%.", []),
        (
            "On MMLU, ZorbNet reaches 71.5% accuracy while reducing tokens by 25%.",
            [(71.5, "%", "accuracy", "own", "absolute")],
        ),
        ("ZorbNet, which is trained on MMLU, improves accuracy by 7.6% over GPT-4.", []),
        (
            "On MMLU, ZorbNet cuts tokens and gains 5.1% accuracy, and on GSM8K, it reaches 71.5% accuracy.",
            [(5.1, "%", "accuracy", "own", "difference"), (71.5, "%", "accuracy", "own", "absolute")],
        ),
        ("On MMLU, ZorbNet gains 5.1% on coding tasks.", []),
        ("On MMLU and other sets, ZorbNet reaches 71.5% accuracy.", []),
        ("On MMLU, none of our variants achieves 50% accuracy.", []),
    ],
)
def test_scores_belong_to_their_clauses_benchmark(claimed, sentence: str, wanted: list[tuple[object, ...]]) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 - as above
    assert [(r.value, r.unit, r.metric, r.whose, r.kind) for r in claimed(sentence)] == wanted


def test_it_is_this_paper_where_nothing_is_introduced(extractor: Extractor) -> None:
    abstract = "Reading less is enough for long videos. With four frames, it reaches 67.7% accuracy on MMLU."
    (extraction,) = extractor.extract([Paper("p", "A study of long videos", abstract)])
    assert [(r.value, r.whose, r.subject) for r in extraction.results] == [(67.7, "own", None)]


def test_the_best_of_others_on_our_benchmark_is_a_baseline(extractor: Extractor) -> None:
    abstract = (
        "We introduce ZorbBench, a benchmark. On ZorbBench, even the best-performing model (GPT-4) reaches only 45.2%."
    )
    (extraction,) = extractor.extract([Paper("p", "ZorbBench: A Benchmark", abstract)])
    assert [(r.value, r.whose, r.subject) for r in extraction.results] == [(45.2, "baseline", "GPT-4")]


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


def test_a_pasted_table_claims_nothing(claimed) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 - as above
    assert claimed("On MMLU, " + "2.5 on GSM8K, " * 3_000) == []


READ = Path(__file__).with_name("claims_read.jsonl")
"""726 claims that were read when they were new to the rules: right, or wrong in any part."""


def test_of_the_claims_that_were_read_hardly_a_wrong_one_is_given(extractor: Extractor, shared: Path) -> None:
    judged = [json.loads(line) for line in READ.read_text(encoding="utf-8").splitlines()]
    ids = {row["paper_id"] for row in judged}
    papers = {}
    for corpus in ("arxiv_daily", "hf_daily"):
        with gzip.open(shared / "corpora" / f"{corpus}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for record in map(json.loads, lines):
                if str(record["id"]) in ids:
                    papers[str(record["id"])] = Paper(str(record["id"]), record["title"], record["abstract"])
    given = {
        (extraction.paper.paper_id, r.start, r.end, r.value, r.unit, r.metric, r.benchmark, r.whose, r.kind)
        for extraction in extractor.extract(papers.values())
        for r in extraction.results
    }
    still = [row["right"] for row in judged if tuple(row.values())[:-1] in given]
    assert sum(still) / len(still) >= 0.93
    assert sum(still) >= 0.8 * sum(row["right"] for row in judged)
