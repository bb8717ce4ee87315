from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extract.document import annotated
from extract.document.paper_text import compose
from extract.pipeline import DECIDING

if TYPE_CHECKING:
    from extract import Extractor


@pytest.mark.parametrize(
    ("abstract", "names"),
    [
        ("We use CLIP/BERT text encoders and DiT-XL/2.", {"CLIP", "BERT", "DiT-XL/2"}),
        ("It improves benchmarks (e.g., MMStar +1.53 on Qwen3-VL-2B).", {"MMStar", "Qwen3-VL-2B"}),
        ("We evaluate on the Global-MMLU set and the GSM8K benchmark.", {"Global-MMLU", "GSM8K"}),
        ("We compare it with the Gemini 2.5-Flash LLM on MMLU.", {"Gemini 2.5-Flash", "MMLU"}),
        ("Results on the CIFAR-10 test set and the Cityscapes validation split improve.", {"CIFAR-10", "Cityscapes"}),
        ("We introduce SVG, a latent diffusion model that runs on a GPU.", {"SVG"}),
        ("We release LLaMA- and Gemma-based models.", {"LLaMA", "Gemma"}),
        ("We introduce Zorb-Artemis - a new framework.", {"Zorb-Artemis"}),
        ("GPT-4o 16.89% and Claude Sonnet 4.5 24.92\\% are behind.", {"GPT-4o", "Claude Sonnet 4.5"}),
        ("We train Qwen3-8B/14B and Gemini 2.5/3 Flash with ViT-B/16.", {"Qwen3-8B", "Gemini 2.5", "ViT-B/16"}),
        ("The models - Claude Opus 4.5 and GPT-5 - agree.", {"Claude Opus 4.5", "GPT-5"}),
        ("We introduce ZorbMillion-the largest dataset.", {"ZorbMillion"}),
    ],
)
def test_what_the_tagger_marks_is_cut_to_names(trained: Extractor, abstract: str, names: set[str]) -> None:
    text = compose("", abstract)
    with trained.nlp.select_pipes(disable=DECIDING):
        doc = trained.nlp(text)
    assert {text[c.start : c.end] for c in annotated(doc).candidates if c.component == "tagger"} == names
