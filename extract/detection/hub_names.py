"""Hub names: "org/model-name" is how hubs of models call "model-name"; the organisation is no part of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from extract.lexicon import common_words, label_of_form, own_names, words

if TYPE_CHECKING:
    from collections.abc import Iterator

_PATH: Final = re.compile(
    r"(?<![\w/.:@-])(?P<owner>[A-Za-z][A-Za-z_-]{1,38})/(?P<name>(?=[\w.]*[A-Za-z])[A-Za-z\d][\w.]*(?:-[\w.]+)+)(?![\w/-])"
)
_OWNERS: Final = words("google facebook microsoft apple amazon meta intel salesforce openai nvidia allenai")
"""Whose names may be common words."""
_DIGIT_OR_SIZE: Final = re.compile(r"\d|-(?:base|small|large|tiny|mini|xl|xxl|instruct|chat|turbo)\b", re.IGNORECASE)


class HubName(NamedTuple):
    """Where an owner begins, and its model begins and ends."""

    owner: int
    start: int
    end: int


def find(text: str) -> Iterator[HubName]:
    """Find hub names; "CLIP/BERT-base" are two models.

    >>> text = "We tune meta-llama/Llama-2-7b-hf and google/flan-t5-xxl, CLIP/BERT-base and Qwen3-8B/14B."
    >>> [text[one.start : one.end] for one in find(text)]
    ['Llama-2-7b-hf', 'flan-t5-xxl']
    """
    for found in _PATH.finditer(text) if "/" in text else ():
        owner, name = found["owner"], found["name"].rstrip(".")
        begins = name.lower().startswith(owner.lower())
        known = owner.lower() in common_words() or owner in own_names() or label_of_form(owner) is not None
        if _DIGIT_OR_SIZE.search(name) and (begins or owner in _OWNERS or not known):
            yield HubName(found.start(), found.start("name"), found.start("name") + len(name))
