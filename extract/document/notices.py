"""Notices: what stands before or behind a title and is no part of it, such as "RETRACTED ARTICLE:" or "[Withdrawn]"."""

from __future__ import annotations

import re
from typing import Final

_KINDS: Final = (
    r"(?:partial\s+)?retract(?:ed|ion)(?:\s+(?:article|paper|chapter|note|notice|statement|publication))?|"
    r"(?:temporary\s+)?(?:withdrawn|withdrawal|removed|removal)(?:\s+(?:article|paper|notice|submission))?|"
    r"(?:(?:author|publisher|editorial)['\u2019]?s?\s+)?(?:correct(?:ion|ed|ions)|corrigend(?:um|a)|errat(?:um|a)|addend(?:um|a))"
    r"(?:\s+(?:notice|article))?|"
    r"(?:editorial\s+)?expression\s+of\s+(?:editorial\s+)?concern|editorial(?:\s+(?:note|comment))?|editor['\u2019]?s['\u2019]?\s+note|"
    r"(?:invited\s+)?comment(?:ary|s)?|reply(?:\s+to\s+\w+)?|response(?:\s+to\s+\w+)?|rebuttal|letter(?:\s+to\s+the\s+editor)?|"
    r"(?:poster|demo|demonstration|extended|short|workshop|conference|industry|student|late[- ]breaking|position|white|"
    r"full|invited|regular|system|tool|vision)\s+(?:abstract|paper|presentation|session|talk|demonstration|poster|results?|demo|track)|"
    r"poster|demo|demonstration|abstract|preprint|draft|tutorial|keynote|keynote\s+(?:talk|address|speech)|"
    r"invited\s+(?:talk|speech|lecture)|panel(?:\s+discussion)?|plenary(?:\s+talk)?|workshop|doctoral\s+consortium|"
    r"(?:technical|final|interim|progress|tech|project|research|case|brief)\s+(?:report|note|communication)|report|"
    r"position|perspectives?|viewpoint|opinion|essay|(?:mini[- ]?|book\s+)?review|survey|overview|"
    r"work[- ]in[- ]progress|wip|news|highlights?|announcement|call\s+for\s+papers|preface|foreword|"
    r"supplement(?:ary)?(?:\s+(?:materials?|information|data))?|appendix|"
    r"(?:part|chapter|volume|vol\.|lecture|section|book)\s+(?:[ivxl]+|\d+|one|two|three)|lecture\s+notes?|"
    r"registered\s+report|replication|reproducibility(?:\s+(?:report|study|paper))?|re|special\s+issue|"
    r"(?:ph\.?\s?d\.?\s+|master['\u2019]?s?\s+)?thesis|dissertation"
)
_BEFORE: Final = re.compile(
    rf"\s*(?:[\[(*]{{1,3}}\s*(?:{_KINDS})\s*[\])*]{{1,3}}\s*[:.\u2013\u2014-]?|"
    rf"(?:{_KINDS})(?:\s+(?:to|on|of|for|regarding))?\s*(?::|\s[-\u2013\u2014]{{1,2}}\s|\.\s(?=[A-Z\"“])))\s*",
    re.IGNORECASE,
)
_BEHIND: Final = re.compile(rf"\s*[\[(]\s*(?:{_KINDS})\s*[\])]\s*\.?\s*$", re.IGNORECASE)
_WHOLE: Final = re.compile(rf"\s*(?:{_KINDS})\s*[.!]?\s*$", re.IGNORECASE)


def without_notice(title: str, abstract: str) -> str:
    """Put blanks where a title has a notice, unless the abstract uses the word as a name.

    >>> without_notice("Erratum: ZorbNet", ""), without_notice("ZorbNet [RETRACTED]", "")
    ('         ZorbNet', 'ZorbNet            ')
    >>> without_notice("DEMO: A Diffusion Model", "We propose DEMO, a model.")
    'DEMO: A Diffusion Model'
    """
    for _ in range(2):  # "[RETRACTED] Poster: ..."
        found = _BEFORE.match(title) or _BEHIND.search(title) or _WHOLE.match(title)
        if found is None or not found[0].strip() or _is_name(_words(found[0]), abstract):
            break
        title = f"{title[: found.start()]}{' ' * len(found[0])}{title[found.end() :]}"
    return title


def _words(notice: str) -> str:
    return notice.strip(" []()*:.\u2013\u2014-")


def _is_name(notice: str, abstract: str) -> bool:
    """Say whether an abstract has the word in capitals, or within a sentence with a capital."""
    if " " in notice or not notice[0].isupper():
        return False
    place = re.search(rf"(?<![\w.!?:] )(?<!^)(?<![\w-]){re.escape(notice)}(?![\w-])", abstract)
    inner = re.search(rf"(?<=[a-z,] ){re.escape(notice)}(?![\w-])", abstract)
    return any(map(str.islower, abstract)) and (inner is not None or (notice.isupper() and place is not None))
