"""This file is about types: is a name a Model, a Method or a Benchmark? The words beside it say so, and its form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacy.language import Language

from extract.candidates import Candidate, add
from extract.coordination import groups
from extract.heads import label_of_head, label_of_noun_phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from extract.coordination import Group
    from kg.model import Label

_BENCHMARK_FORM = re.compile(
    r"(?:[Bb]ench|BENCH|Arena|Eval|[a-z]QA|Gym|-?(?:Test|Exam|Dataset|Corpus)|Bench[-_ ]?\w{1,6}|\d+K|[-_]\d+[Kk])(?:[-_ ]?(?:[vV]?\d[\d.]*|Pro|Lite|Hard|Mini|Verified))?"
)
_BENCHMARK_END = re.compile(rf".*{_BENCHMARK_FORM.pattern}$")
_FAMILY = (
    r"(?:GPT|gpt|ChatGPT|LL[aA][mM][aA]|Ll[aA]ma|llama|LlaMA|Qwen|QwQ|QVQ|Gemma|Gemini|Claude|Mistral|Mixtral|Ministral|Phi|DeepSeek|Deepseek|deepseek|Yi|"
    r"InternLM|InternVL|OLMo|Olmo|Falcon|Grok|Kimi|GLM|ChatGLM|MiniMax|MiniCPM|SmolLM|SmolVLM|TinyLlama|Pythia|OPT|BLOOM|"
    r"BERT|RoBERTa|DeBERTa|ELECTRA|T5|mT5|ByT5|Flan-T5|BART|XLM|ViT|CLIP|SigLIP|DINO|ResNet|Whisper|LLaVA|VILA|Vicuna|Alpaca|"
    r"Nemotron|Granite|Command|Aya|EXAONE|Hunyuan|Wan|FLUX|SDXL|SD|Stable|Sora|Veo|CogVideo\w*|Mamba|RWKV|Baichuan|StarCoder|CodeLlama|Codestral|"
    r"PaLM|Seed|Doubao|Step|Ling|Ring|Skywork|Magistral|Devstral|Voxtral|Molmo|PaliGemma|Janus|Emu|Pixtral|Sonnet|Opus)"
)
_MODEL_FORM = re.compile(
    rf"{_FAMILY}(?:[-\s]?(?:[vV]?\d[\w.]*|[A-Z][\w.]*|o\d?))*(?:[-\s].*)?"
    r"|.+[-\s_]\d+(?:\.\d+)?[bB](?:[-\s_]\w+)*"
    r"|.*\d[bB](?:-(?:Instruct|Chat|Base|it|instruct|chat|base|SFT|RL|DPO|Thinking))?"
    r"|(?:OpenAI[-\s])?o[134](?:-(?:mini|preview|pro|high))?"
    r"|.+-(?:Instruct|Chat|Base|base|large|small|tiny)"
)
_STRONG_FAMILY = re.compile(
    r"(?:GPT-?[2345]|LL[aA][mM][aA][-\s]?[1234]|Ll[aA]ma[-\s]?[1234]|Qwen[-\s]?[123]|Gemini|Claude|DeepSeek|Deepseek|deepseek)"
)
_APPOSITION = re.compile(r"an?|the|our|one")
_COPULA = frozenset("is are was".split())


@Language.component("labels")
def labels(doc: Doc) -> Doc:
    """Leave candidates that say which type a name has."""
    text = doc.text
    found: list[Candidate] = []
    for group in groups(doc):
        for label, score in _evidence(group):
            found.extend(Candidate(*member, "labels", score, label) for member in group.members)
        for member in group.members:
            form = label_of_form(text[slice(*member)])
            if form is not None:
                found.append(Candidate(*member, "labels", 0.6, form))
    add(doc, found)
    return doc


def label_of_form(surface: str) -> Label | None:
    """Say which label the form of a name gives by itself.

    >>> label_of_form("SwanBench-Speech"), label_of_form("Llama2-70B"), label_of_form("Chimera")
    ('Benchmark', 'Model', None)
    """
    if _MODEL_FORM.fullmatch(surface):
        return "Model"
    if _BENCHMARK_END.fullmatch(surface) or "Bench" in surface:
        return "Benchmark"
    return None


def _evidence(group: Group) -> Iterator[tuple[Label, float]]:
    after = group.after
    label = _right(after)
    if label is not None:
        yield label, 0.7
    label = _apposition(after)
    if label is not None:
        yield label, 0.8
    label = _left([word.lower() for word in group.before])
    if label is not None:
        yield label, 0.6


def _right(after: tuple[str, ...]) -> Label | None:
    """Read the noun right after the names: "the A and B benchmarks", "the A language model"."""
    words = [word for word in after[:4] if word not in ('"', "”", "}", "$", "'", "’")]
    if not words:
        return None
    label = label_of_head(words[0])
    if label is None and len(words) > 1 and words[0].islower() and words[0].isalpha():
        label = (
            label_of_head(words[1])
            if words[0]
            not in (
                "and",
                "or",
                "as",
                "on",
                "for",
                "to",
                "in",
                "is",
                "of",
                "with",
                "uses",
                "a",
                "the",
                "that",
                "which",
                "across",
                "by",
                "using",
                "into",
                "from",
                "over",
                "at",
                "via",
                "achieves",
                "improves",
                "enables",
                "outperforms",
                "than",
                "can",
            )
            else None
        )
    if label == "Benchmark" and words[0] in ("data", "evaluation", "evaluations"):
        return None
    return label


def _apposition(after: tuple[str, ...]) -> Label | None:
    """Read ", a novel framework that ..." and "is a benchmark for ..."."""
    words = list(after)
    if words[:1] == ["("] and ")" in words[:12]:
        words = words[words.index(")") + 1 :]
    if not words:
        return None
    if words[0] in (",", "—", "–", "--", "-", ":") or words[0] in _COPULA:
        words = words[1:]
    else:
        return None
    if not words or not _APPOSITION.fullmatch(words[0].lower()):
        return None
    return label_of_noun_phrase(word.lower() for word in words[1:])


def _left(before: list[str]) -> Label | None:
    """Read the noun before the names: "our dataset A", "benchmarks such as A", "a framework called A"."""
    for place, word in enumerate(before[:7]):
        label = label_of_head(word.rsplit("-", 1)[-1])
        if label is not None:
            return label
        if word not in (
            ",",
            ":",
            "(",
            "called",
            "named",
            "dubbed",
            "termed",
            "such",
            "as",
            "like",
            "including",
            "e.g.",
            "e.g",
            "i.e.",
            "i.e",
            "namely",
            "known",
            "the",
            "of",
            "both",
            "especially",
            "notably",
            '"',
            "“",
            "‘",
            "'",
            "`",
            "$",
            "{",
            "\\textbf",
            "\\textsc",
            "\\textit",
            "\\emph",
            "include",
            "includes",
            "we",
            "term",
            "call",
            "which",
            "and",
            "are",
            "referred",
            "to",
            "denoted",
        ):
            return None
        if place == 0 and word in ("of", "and", "are", "which", "to"):
            return None
    return None
