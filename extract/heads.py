"""This file is about head nouns: "dataset" makes a Benchmark of the name beside it, "framework" a Method."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from extract.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable

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
_TITLE_PHRASE = re.compile(
    r"((?:An?|The|Our)\s+)?((?:[^\s:]+\s+){0,10}?[\w-]+)"
    r"(?=\s+(?:for|of|to|towards?|with|that|in|on|from|via|and|by|using|under|through)\b|\s*$)",
    re.IGNORECASE,
)
_PUNCTUATION = words(". ; : , ) ( \u2013 —")
_STOPS = words(
    "that which who whose to for of with by on in from via using where when while enabling capable containing "
    "comprising consisting spanning covering aimed and or is are was has can as at into over including"
)
_JOINS = words("and or , yet but")
"""Between what describes a head, they do not end the phrase."""
_COLLECTIVE = words("suite collection set family series group range")
"""What they are of tells more: "a suite of models"."""
_MEASURES = re.compile(r"(?:evaluat|assess|benchmarking)")
"""What makes a Benchmark of a framework: of 20 that "evaluation framework" explains, readers let all be one."""
_CLAUSE = re.compile(r".*(?:ed|ly)|built")
"""Before the head such words describe it ("a curated set"), after it they begin a clause ("a set curated with")."""


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


def label_of_noun_phrase(words: Iterable[str]) -> Label | None:
    """Say which label the head of a noun phrase gives, read from its first word.

    >>> label_of_noun_phrase("novel two-stage framework that evaluates models".split())
    'Method'
    >>> label_of_noun_phrase("suite of reward models for code".split()), label_of_noun_phrase("suite of tasks".split())
    ('Model', 'Benchmark')
    >>> label_of_noun_phrase("fair and broad benchmark".split()), label_of_noun_phrase("model fine-tuned on".split())
    ('Benchmark', 'Model')
    >>> label_of_noun_phrase("evaluation framework".split()), label_of_noun_phrase("framework for assessing".split())
    ('Benchmark', 'Benchmark')
    >>> label_of_noun_phrase("model serving system".split()), label_of_noun_phrase("model achieving much".split())
    ('Method', 'Model')
    """
    last: Label | None = None
    whole: Label | None = None
    kept: Label | None = None
    previous = ""
    left = iter(words)
    for word in left:
        if word == "of" and previous in _COLLECTIVE and whole is None:
            whole, last = (None if previous == "set" else last), None
        elif word in _JOINS and last is None and whole is None:
            continue
        elif word in _STOPS or word in _PUNCTUATION or (last is not None and _begins_clause(word)):
            if last == "Method" and word in ("for", "to") and _MEASURES.match(next(left, "")):
                return "Benchmark"
            break
        elif last is not None and _takes_object(word):
            kept = last
        elif kept is not None and _takes_object(previous) and word.endswith("s"):
            pass
        elif word.isalpha() or "-" in word:
            last = label_of_head(word.rsplit("-", 1)[-1]) or kept
            if last == "Method" and _MEASURES.match(previous):
                last = "Benchmark"
        previous = word
    return last or whole


def _begins_clause(word: str) -> bool:
    return label_of_head(word.rsplit("-", 1)[-1]) is None and _CLAUSE.fullmatch(word) is not None


def _takes_object(word: str) -> bool:
    """Say whether a word may be a participle, whose object tells nothing: "a model achieving it"."""
    return word.endswith("ing") and label_of_head(word.rsplit("-", 1)[-1]) is None


def label_of_phrase(title: str) -> Label | None:
    """Say which label the part of a title after its colon gives.

    >>> [label_of_phrase(title) for title in ("A Bilingual Benchmark for Code", "Evaluating Models", "Less is More")]
    ['Benchmark', 'Benchmark', None]
    """
    if re.match(r"(?:Benchmarking|Evaluating)\b", title):
        return "Benchmark"
    phrase = _TITLE_PHRASE.match(title)
    if phrase is None:
        return None
    label = label_of_noun_phrase(word.lower() for word in phrase[2].split())
    return label if phrase[1] or not phrase[2].split()[0].endswith("ing") else None
