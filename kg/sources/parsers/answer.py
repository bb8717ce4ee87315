"""What every answer has in common: JSON that may be no JSON, and a record that may name nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from kg.identity import ids

if TYPE_CHECKING:
    from kg.sources.parsers.identifiers import Identifiers


class AnswerError(ValueError):
    """Say in half a sentence why a body is no answer."""


def loaded(body: bytes) -> Any:
    """Read JSON, whatever code it is written in.

    Raises:
        AnswerError: it is none.
    """
    try:
        return json.loads(_decoded(body))
    except json.JSONDecodeError as error:
        raise AnswerError(f"it is no JSON ({error.msg} at character {error.pos + 1})") from None
    except RecursionError:
        raise AnswerError("it is JSON nested too deep") from None


def _decoded(body: bytes) -> str:
    try:
        return body.decode(json.detect_encoding(body), "surrogatepass").removeprefix("\ufeff")
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace")


def titled(title: str, identifiers: Identifiers) -> str:
    """Choose the identifier that a paper is known by: its strongest, else the slug of its title.

    Raises:
        ValueError: it has neither.
    """
    if strongest := identifiers.strongest():
        return strongest
    if not title:
        raise ValueError("it has neither an identifier nor a title")
    return ids.slug(title)
