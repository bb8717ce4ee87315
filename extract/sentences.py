"""This file is about where sentences begin: relations are read sentence by sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacy.language import Language

from extract.fields import SEPARATOR

if TYPE_CHECKING:
    from spacy.tokens import Doc

_BOUNDARY = re.compile(
    rf"""{SEPARATOR}                               # the abstract begins
    | (?<!\be\.g)(?<!\bi\.e)(?<!\bcf)(?<!\bvs)(?<!\bFig)(?<!\bEq)(?<!\bal)(?<!\bNo)(?<!\bDr)(?<!\bMr)(?<!\bSec)
      (?<![\s.][A-Z])                              # an initial
      [.!?] ["'”’)\]}}]* \s+ (?=[\w"“‘'(\[\\$])
    | (?<=[a-z)]) \. (?=[A-Z][a-z])                # the blank after a full stop was lost
    | \n\s*\n
    """,
    re.VERBOSE,
)


@Language.component("sentences", assigns=["token.is_sent_start"])
def sentences(doc: Doc) -> Doc:
    """Set where sentences start."""
    starts = [match.end() for match in _BOUNDARY.finditer(doc.text)]
    upcoming = iter(starts)
    start: int | None = next(upcoming, None)
    for token in doc:
        begins = token.i == 0
        while start is not None and token.idx >= start:
            begins = True
            start = next(upcoming, None)
        token.is_sent_start = begins
    return doc
