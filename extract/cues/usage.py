"""Cues of USES: "based on X", "outperforms X", "fine-tune X"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacy.language import Language

from extract.document import Candidate, annotated
from extract.lexicon import words

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from extract.document import Group

_SKIP = words(
    "the both all several popular strong recent widely used existing our prior previous state-of-the-art "
    "standard proprietary open-source closed-source leading advanced powerful a an and , ( \" “ ' ` { $ its "
    "large small only vanilla pre-trained pretrained frozen original classical including using"
)
_COMPARE = re.compile(
    r"outperform\w*|surpass\w*|exceed\w*|beat\w*|rival\w*|match(?:es|ing)?|than|unlike|versus|vs\.?|without",
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
_REFUSED = frozenset({("of", "instead"), ("than", "rather")})
COMPARISON = "comparison"
"""What the component calls itself where the paper only sets itself against a name, or does without it."""
_BUILT = words("based built builds build building relies")
_EXAMPLE = words("as like e.g. e.g i.e. including namely")


@Language.component("use")
def use(doc: Doc) -> Doc:
    """Leave candidates for what the paper builds on or compares with."""
    found: list[Candidate] = []
    for group in annotated(doc).groups:
        score, compared = _score(group)
        if score:
            component = COMPARISON if compared else "use"
            found.extend(Candidate(*member, component, score, None, "USES") for member in group.members)
    annotated(doc).candidates.extend(found)
    return doc


def _score(group: Group) -> tuple[float, bool]:
    """Say how strongly the words before a group say that the paper uses it, and whether it only compares with it."""
    before = [word.lower() for word in group.before]
    place = 0
    while place < len(before) and (before[place] in _SKIP or any(c.isdigit() for c in before[place])):
        place += 1
    if place >= len(before):
        return 0.0, False
    governor, behind = before[place], before[place + 1 : place + 5]
    score = 0.0
    compared = False
    if governor in _COMPARED_TO:
        compared = any(_COMPARED.fullmatch(word) for word in behind)
        score = 0.6 if compared else _COMPARED_TO[governor]
    elif _COMPARE.fullmatch(governor) or (governor, *behind[:1]) in _REFUSED:
        score, compared = 0.6, True
    elif governor == "on" and not _BUILT.isdisjoint(behind[:1]):
        score = 0.6
    elif _BUILD.fullmatch(governor):
        score = 0.5
    elif governor in _EXAMPLE or (governor == "as" and behind[:1] == ["such"]):
        score = 0.4
    return score, compared
