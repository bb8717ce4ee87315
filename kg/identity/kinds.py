"""The kinds of identifiers that papers have."""

from __future__ import annotations

from typing import Final, Literal, get_args

Kind = Literal["arxiv", "doi", "acl", "openreview", "openalex", "s2", "corpusid", "pmid", "pmcid", "dblp", "mag"]

KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
"""Strongest first: the order in which one identifier names a paper that has several."""
