"""Relationships in words: what stands on an edge, read from its start, and from its end."""

from __future__ import annotations

from typing import Final

FORWARD: Final[dict[str, str]] = {
    "INTRODUCES": "introduces",
    "HAS_CODE": "has its code in",
    "EVALUATES_ON": "evaluates on",
    "USES": "uses",
    "REPORTS": "reports",
    "ADDRESSES": "addresses",
    "RESULT": "claims a result on",
    "CITES": "cites",
    "BUILDS_ON": "builds on",
    "WROTE": "wrote",
    "PUBLISHED": "published",
    "AFFILIATED_WITH": "is affiliated with",
    "VARIANT_OF": "is a variant of",
}

BACKWARD: Final[dict[str, str]] = {
    "INTRODUCES": "is introduced by",
    "HAS_CODE": "has the code of",
    "EVALUATES_ON": "is evaluated on by",
    "USES": "is used by",
    "REPORTS": "is reported by",
    "ADDRESSES": "is addressed by",
    "RESULT": "has a result claimed by",
    "CITES": "is cited by",
    "BUILDS_ON": "is built on by",
    "WROTE": "was written by",
    "PUBLISHED": "was published by",
    "AFFILIATED_WITH": "has the member",
    "VARIANT_OF": "has the variant",
}
