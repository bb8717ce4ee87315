"""Name patterns: "-Bench" ends a Benchmark, "-7B" a Model, and "Qwen" begins one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.lexicon.term_lists import model_families

if TYPE_CHECKING:
    from kg.model import Label

_BENCHMARK_END = re.compile(
    r".*(?:(?:[Bb]ench|BENCH|Arena|Eval|Gym|-?(?:Test|Exam|Dataset|Corpus)|Bench[-_ ]?\w{1,6}|\d+K|[-_]\d+[KkM])"
    r"(?:[-_ ]?(?:[vV]?\d[\d.]*|Pro|Lite|Hard|Mini|Verified))?|[a-z]QA)"
)
_MEASURED = re.compile(r"(?:Bench|Eval)(?:[-\s]?v?\d(?:\.\d)?)?$")
"""Ends benchmarks even after the name of a family: "Alpaca Eval 2", "LLaVA-Bench"."""
_FAMILIES = "|".join(sorted(map(re.escape, model_families("family"))))
_VERSIONED = "|".join(sorted(map(re.escape, model_families("versions"))))
"""Words as well: families only with a version."""
_FAMILY_FORM = re.compile(rf"(?:{_FAMILIES})(?=$|[-\s\d._]|[vV]\d)|(?:{_VERSIONED})[- ]?[vV]?\d")
_MODEL_FORM = re.compile(
    r".+[-\s_]\d+(?:\.\d+)?[bB](?:[-\s_]\w+)*"
    r"|.*\d[bB](?:-(?:Instruct|Chat|Base|it|instruct|chat|base|SFT|RL|DPO|Thinking))?"
    r"|(?:OpenAI[-\s])?o[134](?:-(?:mini|preview|pro|high))?"
    r"|.+-(?:Instruct|Chat|Base|base|large|small|tiny|XL|XXL|R1)"
    r"|.*[a-z](?:BERTa?|Gemma|Llama|LLaVA)(?:[-\s]?[vV]?\d[\d.]*)?"
)


def is_family(surface: str) -> bool:
    """Say whether a name is one of a family of models that many papers use.

    >>> is_family("Qwen2.5-7B"), is_family("FollowIR-7B")
    (True, False)
    """
    return _FAMILY_FORM.match(surface) is not None


def label_of_form(surface: str) -> Label | None:
    """Say which label the form of a name gives by itself.

    >>> label_of_form("SwanBench-Speech"), label_of_form("Llama2-70B"), label_of_form("Chimera")
    ('Benchmark', 'Model', None)
    """
    if _MEASURED.search(surface):
        return "Benchmark"
    if is_family(surface) or _MODEL_FORM.fullmatch(surface):
        return "Model"
    if _BENCHMARK_END.fullmatch(surface) or "Bench" in surface:
        return "Benchmark"
    return None
