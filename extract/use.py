"""This file is about what a paper builds on or compares with: "based on X", "outperforms X", "fine-tune X"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacy.language import Language

from extract.candidates import Candidate, add
from extract.coordination import groups
from extract.words import words

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from extract.coordination import Group

_SKIP = words(
    "the both all several popular strong recent widely used existing our prior previous state-of-the-art "
    "standard proprietary open-source closed-source leading advanced powerful a an and , ( \" “ ' ` { $ its "
    "large small only vanilla pre-trained pretrained frozen original classical including using"
)
_COMPARE = re.compile(
    r"outperform\w*|surpass\w*|exceed\w*|beat\w*|rival\w*|match(?:es|ing)?|than|unlike|versus|vs\.?",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"compar\w+|comparable|relative|superior|similar|close|par|contrast|opposed|improv\w*|speedups?|reductions?|boosts?|advantage|gains?|baseline\w*",
    re.IGNORECASE,
)
_BUILD = re.compile(
    r"using|use|uses|used|employ\w*|leverag\w*|utiliz\w*|utilis\w*|adopt\w*|apply\w*|applied|appli\w*|incorporat\w*|integrat\w*|"
    r"fine-?tun\w*|finetun\w*|extend\w*|adapt\w*|train\w*|pre-?train\w*|distill\w*|via|by|with|from|combin\w*|prompt\w*|compress\w*|prun\w*|"
    r"quantiz\w*|accelerat\w*|improv\w*|enhanc\w*|equip\w*|initializ\w*|initialis\w*|upon|replac\w*|modif\w*|test\w*|evaluat\w*|assess\w*|benchmark\w*|inspired",
    re.IGNORECASE,
)
_COMPARED_TO = {"to": 0.0, "over": 0.0, "against": 0.0, "with": 0.3}
_BUILT = words("based built builds build building relies")
_EXAMPLE = words("as like e.g. e.g i.e. including namely")


@Language.component("use")
def use(doc: Doc) -> Doc:
    """Leave candidates for what the paper builds on or compares with."""
    found: list[Candidate] = []
    for group in groups(doc):
        score = _score(group)
        if score:
            found.extend(Candidate(*member, "use", score, None, "USES") for member in group.members)
    add(doc, found)
    return doc


def _score(group: Group) -> float:
    """Say how strongly the words before a group say that the paper uses it, or compares with it."""
    before = [word.lower() for word in group.before]
    place = 0
    while place < len(before) and (before[place] in _SKIP or any(c.isdigit() for c in before[place])):
        place += 1
    if place >= len(before):
        return 0.0
    governor, behind = before[place], before[place + 1 : place + 5]
    score = 0.0
    if governor in _COMPARED_TO:
        compared = any(_COMPARED.fullmatch(word) for word in behind)
        score = 0.6 if compared else _COMPARED_TO[governor]
    elif _COMPARE.fullmatch(governor) or (governor == "on" and not _BUILT.isdisjoint(behind[:1])):
        score = 0.6
    elif _BUILD.fullmatch(governor):
        score = 0.5
    elif governor in _EXAMPLE or (governor == "as" and behind[:1] == ["such"]):
        score = 0.4
    return score
