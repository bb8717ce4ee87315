"""Borrowed names: what the words around its first mention say to be somebody else's, whatever follows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.decision.rules import RELATION_OF, SURELY
from extract.document import abstract_start, first_cue, places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.decision.name_evidence import Named

_OTHERS = (
    r"(?:(?:the|an?|both|existing|original|recent|popular|standard|well-known|widely[- ]used|open-source|pre-?trained|"
    r"classical|classic|multiple|various|foundational)\s+)*$"
)
_BORROWED = re.compile(
    r"\b(?:inspired\s+by|(?:extensions?|modifications?|adaptations?|successors?|alternatives?|additions?)\s+(?:of|to|for)|"
    r"(?:variants?|versions?|generali[sz]ations?|(?:re)?implementations?|applications?|results?|analys[ie]s)\s+of|"
    r"on\s+top\s+of|(?:proposed|introduced)\s+(?:in|by)|commonly\s+(?:known|referred\s+to)\s+as|compatible\s+with|"
    r"integrat\w+\s+(?:[\w-]+\s+)?(?:with|into)|we\s+(?:extend|adapt|modify|follow|fine-?tune)|recent\s+work\s+on|"
    r"(?:we|which|that)\s+(?:builds?|built)\s+(?:up)?on)\s+"
    rf"{_OTHERS}|\b(?:existing|modified|enhanced)\s+$",
    re.IGNORECASE,
)
_USED = re.compile(
    r"\b(?:using|used?|employ(?:ed|ing)?|leverag(?:e|ed|ing)|adopt(?:ed|ing)?|appl(?:y|ied|ying)|utili[sz](?:e|ed|ing)|"
    r"extend(?:s|ed|ing)?|adapt(?:s|ed|ing)?|(?:based|built|builds?|building|relies|rely)\s+(?:up)?on|following|"
    r"(?:initiali[sz]ed|fine-?tuned|distilled)\s+(?:from|with|on)|(?:pre-?)?trained\s+(?:on|with))\s+"
    rf"{_OTHERS}",
    re.IGNORECASE,
)
_STYLE = re.compile(r"-(?:based|style|like|inspired)\b")
_TOLD = re.compile(r"\s*(?:,\s+(?:an?|the|our|which)\b|\(|-)")
"""What explains a name: few explain what they only use."""
_OWN = re.compile(r"\b(?:our|new|novel|proposed)\b[^.]{0,30}$", re.IGNORECASE)
_SAYS_SO = re.compile(
    r"\b(?:we|us|our|this\s+\w+|propos\w*|introduc\w*|present\w*|named|called|term(?:ed)?|dubbed|coined|via|new|novel)\b",
    re.IGNORECASE,
)
_LEAD = 90


def give_back(text: str, named: Sequence[Named]) -> list[Named]:
    """Let the paper use what it is only guessed to introduce, where its first mention tells somebody else's.

    "Inspired by X", "a variant of X", "trained on X"; and what the background names in a sentence of others.

    Args:
        text: title and abstract.
        named: all names; what is not kept stays as it is.
    """
    beginning = abstract_start(text)
    own = first_cue(text, beginning)
    introduced = [one for one in named if one.kept and one.relation == "INTRODUCES"]
    roots = [surface for one in introduced if one.related("INTRODUCES") >= SURELY for surface in one.surfaces]

    def is_borrowed(one: Named) -> bool:
        if not one.kept or one.relation != "INTRODUCES" or one.related("INTRODUCES") >= SURELY:
            return False
        if any(root in surface and root != surface for root in roots for surface in one.surfaces):
            return False
        spots = [spot for surface in one.surfaces for spot in places(text, surface)]
        return bool(spots) and min(spots)[0] >= beginning and _is_borrowed(text, *min(spots), beginning, own)

    return [one._replace(relation=RELATION_OF[one.label]) if is_borrowed(one) else one for one in named]


def _is_borrowed(text: str, start: int, end: int, beginning: int, own: int) -> bool:
    lead = text[max(beginning, start - _LEAD) : start]
    if _OWN.search(lead):
        return False
    if _BORROWED.search(lead) or _STYLE.match(text, end):
        return True
    if _USED.search(lead) and " " not in text[start:end] and not _TOLD.match(text, end):
        return True
    sentence = text.rfind(". ", beginning, start) + 2 if ". " in text[beginning:start] else beginning
    return start < own < len(text) and _SAYS_SO.search(text, sentence, start) is None
