"""Terms that only the tagger finds: tasks, metrics, and datasets that only their noun tells.

They are known by their context, not by how they are written: "question answering", "the Netflix dataset".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from extract.decision.classifier import reported
from extract.decision.name_evidence import elected, gather
from extract.decision.rules import RELATION_OF
from extract.document import Candidate
from extract.lexicon import normal_form

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from extract.decision.name_evidence import Named
    from extract.document import ShortForm
    from extract.tagger import Tagged, TaggedSpan
    from kg.model import Label

MARKED: Final = "the tagger marks it"
_TERMS: Final = "tdmsci"
_LABELS: Final[dict[str, Label]] = {"Task": "Task", "Metric": "Metric"}
_GENERIC: Final = (
    r"(?:generation|segmentation|understanding|reasoning|prediction|classification|detection|recognition|estimation|"
    r"synthesis|analysis|reconstruction|learning|inference|processing|modell?ing|editing|planning|evaluation|"
    r"identification|extraction|optimi[sz]ation|alignment|perception|regression|clustering|control)"
)
"""What many tasks end in, and none is by itself."""
_NO_TASK: Final = re.compile(
    r".*\b(?:tun|train)ing|.*\b(?:distillation|scaling|quantization|agent systems?)|"
    rf"{_GENERIC}(?:(?:,|,?\s+and|/|\s*&)\s*{_GENERIC})*(?:\s+(?:tasks?|problems?))?|"
    r"(?:(?:deep|multi-agent|offline|online|model-based|model-free|inverse|hierarchical|safe|meta|agentic)[\s-]+)*"
    r"(?:reinforcement|machine|deep|supervised|unsupervised|self-supervised|semi-supervised|transfer|ensemble|statistical)"
    r"[\s-]+learning(?:\s+\(\w+\))?(?:\s+(?:tasks?|problems?))?",
    re.IGNORECASE | re.DOTALL,
)
"""What no task is: by its last word ("supervised fine-tuning", "multi-agent systems"), alone, or a kind of learning."""
_NUMERIC: Final = re.compile(
    r".*\b(?:(?:FP|BF|INT|TF|MX|NV)\w*\d+|\d+[\s-]bit|(?:half|mixed|low|lower|full|single|double|reduced|numeric(?:al)?|"
    r"floating[\s-]point|fixed[\s-]point|machine|arithmetic|weight|bit))[\s-]*precisions?\b.*|"
    r"precision\s+(?:medicine|agriculture|oncology|farming|health|livestock)",
    re.IGNORECASE | re.DOTALL,
)
"""Precision that is none of a classifier."""
_WITHIN: Final = re.compile(r"(\w[^()]*?)\s*\([A-Z][A-Za-z\d-]{0,11}\)\s+(\w[^()]*)")
"""A short form in the middle of a term."""
_DATASETS: Final = "heddes"
_SURE: Final = 0.6
"""Below it, what the head for datasets marks is as often none."""
_WITH_NOUN: Final = re.compile(
    r"[\"\u201c`']*(?P<name>(?=[^\s,]*[A-Z\d])[^\s,()\"\u201d]+(?: (?!(?:and|an?|the|--?) )[^\s,()\"\u201d]+)*?)"
    r"[\"\u201d']*\s+"
    r"(?:(?:data|test)\s?set|corpus|database|benchmark|collection|treebank|challenge|data)"
)
"""A name, its first word with a capital or a digit, and the noun behind it."""
_DESCRIBES: Final = re.compile(r"\b(?:an?|our|new|novel|this|existing)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
"""What makes a description of a name with a noun: "a novel VQA dataset"."""
_BEFORE: Final = 60


def terms(text: str, said: Tagged, named: Iterable[Named], shorts: Sequence[ShortForm]) -> list[Named]:
    """Give the tasks and metrics that the tagger marks, but for those that are kept as names already.

    Args:
        text: title and abstract.
        said: what the tagger thinks of its words.
        named: all names; a task that is called like one that is kept or listed is that name.
        shorts: short forms; "information retrieval (IR)", which is marked as one, is named by the long form alone.
    """
    ends = {one.end: one for one in shorts}
    found = [
        Candidate(span.start, span.end, "tagger", span.score, _LABELS[span.label], name=_name(text, span, ends))
        for span in said.spans(_TERMS)
        if span.label in _LABELS
    ]
    long_forms = {normal_form(text[one.start : one.end]): text[one.long_start : one.long_end] for one in shorts}
    names = [one for one in named if one.kept or one.listed not in (None, "Task", "Metric")]
    listed = []
    for one in _listed(text, found, names):
        term = one._replace(long_form=long_forms.get(one.key), relation=RELATION_OF[one.label])
        said_of = (*one.surfaces, *(c.name for c in one.candidates if c.name), term.long_form or "")
        refused = _NO_TASK if one.label == "Task" else _NUMERIC
        if not any(map(refused.fullmatch, said_of)):
            listed.append(term)
    return listed


def datasets(text: str, said: Tagged, named: Sequence[Named]) -> list[Named]:
    """Give the datasets that the tagger is sure of and that their noun tells, where no name is kept.

    "The Netflix dataset" is written as no name is, and "Netflix" elsewhere is none: they are found with their nouns
    only.

    Args:
        text: title and abstract.
        said: what the tagger thinks of its words.
        named: all names; what is not kept has no say.
    """
    kept = [one for one in named if one.kept]
    taken = [(c.start, c.end) for one in kept for c in one.candidates]
    found = [
        Candidate(span.start, span.end, "tagger", span.score, "Benchmark", name=phrase["name"])
        for span in said.spans(_DATASETS)
        if span.score >= _SURE
        and (phrase := _WITH_NOUN.fullmatch(text, span.start, span.end)) is not None
        and _DESCRIBES.search(text, max(0, span.start - _BEFORE), span.start) is None
        and not any(start < span.end and span.start < end for start, end in taken)
    ]
    return [
        one._replace(relation="EVALUATES_ON" if reported(text, one._replace(kept=False), said) else "USES")
        for one in _listed(text, found, kept)
    ]


def _listed(text: str, found: Iterable[Candidate], kept: Iterable[Named]) -> Iterator[Named]:
    names = {normal_form(surface) for one in kept for surface in one.surfaces}
    for one in gather(text, found):
        if one.key not in names:
            score = max(c.score for c in one.candidates)
            yield one._replace(label=elected(one.votes()), score=score, kept=True, reason=MARKED)


def _name(text: str, span: TaggedSpan, ends: Mapping[int, ShortForm]) -> str | None:
    """Give what a span names without the short form in its bracket: "Text-to-Image (T2I) generation"."""
    within = _WITHIN.fullmatch(text, span.start, span.end)
    if within is not None:
        return f"{within[1]} {within[2]}"
    short = ends.get(span.end) or ends.get(span.end - 1)
    if short is None or not span.start <= short.long_start < short.long_end < short.start:
        return None
    return text[span.start : short.long_end]
