"""The words by which a source says that a paper was retracted or withdrawn."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.model import Status

_WORK = r"(?:paper|article|submission|manuscript|preprint|work|version|e-?print|(?:arxiv )?submission)"
_NOTICE = re.compile(
    rf"\bthis (?:\w+ )?{_WORK} (?:has been|have been|was|is|is being|had to be) (?:\w+ly |now |hereby )?"
    r"(?P<word>withdrawn|retracted)\b",
    re.IGNORECASE,
)
_COMMENT = re.compile(
    rf"^(?:the |this )?(?:{_WORK} )?(?:has been |is |was |being )?(?P<word>withdrawn|retracted)\b(?! from\b)"
    r"|\b(?P<by>withdrawn|retracted) (?:by|at the request of) (?:the |all )?(?:authors?|submitter|arxiv)",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\s*(?:(?P<word>RETRACTED|WITHDRAWN)(?: ARTICLE| PAPER| CHAPTER)?\s*:"
    r"|\[(?P<framed>RETRACTED|Retracted|WITHDRAWN|Withdrawn)\])"
)
_LONGEST_NOTICE = 400


def of_notice(comment: str, abstract: str) -> Status | None:
    """Tell from an author's comment, or from an abstract that is a notice by now, whether the paper was taken back.

    >>> of_notice("This paper has been withdrawn by the author due to an error in Lemma 2", "")
    'withdrawn'
    >>> of_notice("12 pages", "We study why papers are withdrawn by authors.") is None
    True
    """
    found = _COMMENT.search(comment.strip()) or _NOTICE.search(comment) or _NOTICE.search(abstract[:_LONGEST_NOTICE])
    return _word(found)


def of_title(title: str) -> Status | None:
    """Tell from the mark that a publisher puts before a title.

    The title of a retraction notice is none: "Retraction Note: ...", "Retracted: ..." are works of their own.

    >>> of_title("RETRACTED ARTICLE: Deep widgets"), of_title("Retraction Note: Deep widgets")
    ('retracted', None)
    """
    return _word(_TITLE.match(title))


def _word(found: re.Match[str] | None) -> Status | None:
    if not found:
        return None
    word = next(text for text in found.groups() if text).lower()
    return "retracted" if word == "retracted" else "withdrawn"
