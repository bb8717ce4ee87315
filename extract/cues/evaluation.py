"""Cues of EVALUATES_ON: "experiments on A, B and C", "on the A benchmark"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacy.language import Language

from extract.document import Candidate, annotated
from extract.lexicon import label_of_form, label_of_head, words

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from extract.document import Group

_CUE = re.compile(
    r"\b(?:evaluat\w+|experiment\w*|benchmark\w*|test(?:s|ed|ing)?|validat\w+|results?|performance|accurac\w+|scor\w+|"
    r"improv\w+|gains?|achiev\w+|outperform\w*|state-of-the-art|sota|reach\w*|surpass\w*|attain\w*|assess\w*|rates?|"
    r"pass@\w+|compar\w+|superior\w*|effective\w*|demonstrat\w+|competitive|raises?|increas\w+|reduc\w+|boost\w*|"
    r"exceed\w*|points?|f1|drops?|degrad\w+|generaliz\w+|verif\w+|show\w*|average)\b|\d%|\d\\%|\d \\?%",
    re.IGNORECASE,
)
_ON = words("on across over")
_IN = words("in of for from")
_SKIP = words(
    "the both all several popular challenging standard recent public widely used established various multiple "
    "two three four five diverse existing our different large-scale real-world common well-known competitive "
    "original official new five six seven eight and , ( \" “ ' ` { $ and/or either only , our full its tasks "
    "including"
)
_TRAINED = re.compile(
    r"(?:pre-?|fine-?|re)?train(?:ed|ing|s)?|(?:fine-?|instruction-?)?tun(?:ed|ing)|finetun(?:ed|ing)|distilled|annotated",
    re.IGNORECASE,
)
_BUILT = words(
    "based built build builds building relies rely relying run running runs runs deployed implemented focus "
    "depends focusing hosted conditioned"
)
_SUCH = words("as like including e.g. e.g i.e. namely especially notably particularly : ( include includes are were")


@Language.component("evaluation")
def evaluation(doc: Doc) -> Doc:
    """Leave candidates for what results are reported on."""
    paper = annotated(doc)
    text = paper.text
    found: list[Candidate] = []
    reports: dict[tuple[int, int], bool] = {}  # a sentence may hold a thousand groups
    for group in paper.groups:
        if group.sentence not in reports:
            reports[group.sentence] = _CUE.search(text, *group.sentence) is not None
        score = _score(group, reports=reports[group.sentence])
        if score:
            found.extend(
                Candidate(*member, "evaluation", score, "Benchmark", "EVALUATES_ON")
                for member in group.members
                if label_of_form(text[slice(*member)]) != "Model"
            )
    paper.candidates.extend(found)
    return doc


def _score(group: Group, *, reports: bool) -> float:
    """Say how strongly a group stands where results are reported."""
    before = [word.lower() for word in group.before]
    place = 0
    while place < len(before) and (before[place] in _SKIP or before[place].replace(".", "").isdigit()):
        place += 1
    if place >= len(before):
        return 0.0
    governor, behind = before[place], before[place + 1 : place + 2]
    head = next((label for label in map(label_of_head, group.after[:2]) if label), None)
    if governor in _ON and (head == "Model" or any(word in _BUILT or _TRAINED.fullmatch(word) for word in behind)):
        return 0.0
    if not reports:
        return 0.4 if governor in _ON else 0.0
    if governor in _ON:
        return 0.7
    nouns = filter(None, map(label_of_head, before[place : place + 5]))
    if governor in _SUCH and next(nouns, None) == "Benchmark":
        return 0.6
    closed = before[0] == "," and place == 1 and len(group.members) == 1  # "On the A benchmarks, B sets ..."
    beside = (label_of_head(governor) == "Benchmark" and not closed) or (governor in _IN and head == "Benchmark")
    return 0.5 if beside else 0.0
