"""Which processors need to be asked for exact sums, and that asking changes nothing where they need not."""

from __future__ import annotations

import numpy as np
import pytest

from extract.tagger import inference
from extract.tagger.processor import has_vnni

AVX512 = "flags : fpu avx512f avx512bw avx512dq avx512vl"
TEXTS = [
    "",
    "We evaluate machine translation on WMT14 and report BLEU.",
    "ZorbNet-7B (ours) reaches 73.2% on SWE-bench; " * 40,
    "\u2211 $\\pi_{0.5}$ {R}o{BERT}a \u6570\u636e",
]


@pytest.mark.parametrize(
    ("cpuinfo", "exact"),
    [
        (f"{AVX512} avx512_vnni", True),
        (AVX512, False),
        ("flags : fpu avx512_vnni", False),
        ("flags\t\t: fpu avx2 avx_vnni sse", True),
        (f"{AVX512} avx512_vnni\nmodel name : one\n{AVX512}", False),
        ("Features : asimd i8mm", False),
    ],
)
def test_every_processor_of_the_machine_must_have_vnni(cpuinfo: str, exact: bool) -> None:  # noqa: FBT001 - a case
    assert has_vnni(cpuinfo) is exact


def test_asking_for_exact_sums_changes_nothing_where_they_are_exact(monkeypatch: pytest.MonkeyPatch) -> None:
    as_it_is = list(inference.Tagger.load().tag(TEXTS))
    monkeypatch.setattr(inference, "sums_are_exact", lambda: False)
    for mine, asked in zip(as_it_is, inference.Tagger.load().tag(TEXTS), strict=True):
        assert all(np.array_equal(mine.scores[head], asked.scores[head]) for head in mine.scores)
