"""Head nouns: "dataset" makes a Benchmark of the name beside it, "framework" a Method."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kg.model import Label

TYPES: Final[tuple[Label, ...]] = ("Method", "Model", "Benchmark")
"""Labels that only a noun, a form or a reader tells apart."""
_BENCHMARK = (
    "benchmark dataset corpus corpora leaderboard testbed suite testset collection environment challenge split "
    "competition subset database set playground gym arena exam questionnaire treebank conference"
)
_MODEL = (
    "model llm vlm mllm lmm lm slm vla alm lalm checkpoint backbone llms lvlm family chatbot assistant "
    "foundation-model series encoder decoder autoencoder generator vit dit reranker embedder lrm dllm mllms "
    "vision-language-model transformer classifier detector base-model reward-model teacher student counterpart"
)
_METHOD = (
    "method framework approach algorithm technique strategy system pipeline architecture paradigm mechanism module "
    "scheme agent toolkit library platform tool optimizer loss objective tokenizer interface engine recipe procedure "
    "network attention sampler scheduler solver protocol layer operator representation adapter baseline infrastructure "
    "package formulation principle process policy optimization learning training regularization regularizer estimator "
    "planner controller retriever compressor quantizer allocator kernel operation function decoding sampling tuning "
    "fine-tuning finetuning distillation pruning quantization search prompting metric extension middleware workflow "
    "harness plugin application index memory language-model-agent simulator codebase"
)
LABEL_BY_HEAD: dict[str, Label] = {
    **dict.fromkeys(_METHOD.split(), "Method"),
    **dict.fromkeys(_MODEL.split(), "Model"),
    **dict.fromkeys(_BENCHMARK.split(), "Benchmark"),
}


@lru_cache(maxsize=65536)
def label_of_head(word: str) -> Label | None:
    """Say which label a noun gives to the name beside it.

    >>> label_of_head("benchmarks"), label_of_head("framework"), label_of_head("tokens")
    ('Benchmark', 'Method', None)
    """
    word = word.lower()
    return (
        LABEL_BY_HEAD.get(word)
        or LABEL_BY_HEAD.get(word.removesuffix("s"))
        or (LABEL_BY_HEAD.get(word.removesuffix("ies") + "y") if word.endswith("ies") else None)
    )
