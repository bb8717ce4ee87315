"""Repository URLs: the addresses of code and data that a paper gives.

An entity of type Repo is `owner/name`: what comes after it in the URL is cut, and so are LaTeX and punctuation.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacy.language import Language

from extract.document import Candidate, annotated
from extract.lexicon import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

REPOSITORIES = "repositories"
"""The name of the component."""
_HOSTS = r"github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|huggingface\.co|hf\.co"
_HOST = re.compile(_HOSTS, re.IGNORECASE)
_SEGMENT = r"[A-Za-z0-9](?:[\w.-]|\\_)*"
_URL = re.compile(
    rf"(?<![\w.@-])(?:https?://)?(?:www\.)?(?P<host>{_HOSTS})/(?P<kind>(?:datasets|spaces|models|collections)/)?"
    rf"(?P<owner>{_SEGMENT})/(?P<name>{_SEGMENT})(?P<rest>/[^\s{{}}\\<>\"'()\[\],;]*)?",
    re.IGNORECASE,
)
_NOT_OWNERS = words(
    "features topics orgs sponsors settings marketplace about collections docs blog papers explore spaces"
)
_TRAILING = re.compile(r"(?:\.git)?[.\-_]*$", re.IGNORECASE)


def find(text: str) -> Iterator[tuple[int, int, str]]:
    r"""Find repository URLs: start, end and `owner/name` of each.

    >>> [name for _, _, name in find("Code: \\\\url{https://github.com/some-lab/its_code.git}.")]
    ['some-lab/its_code']
    """
    if _HOST.search(text) is None:
        return
    for match in _URL.finditer(text):
        if match["owner"].lower() in _NOT_OWNERS or (match["kind"] or "").lower() == "collections/":
            continue
        rest = match["rest"]
        name = match["name"] if rest else _TRAILING.sub("", match["name"])
        end = match.end() if rest else match.start("name") + len(name)
        if rest:
            end -= len(rest) - len(rest.rstrip(".,:/"))
            name = _TRAILING.sub("", name)
        if name:
            yield match.start(), end, f"{match['owner']}/{name}".replace("\\_", "_")


@Language.component(REPOSITORIES)
def repositories(doc: Doc) -> Doc:
    """Leave a candidate for each repository URL."""
    annotated(doc).candidates.extend(
        (
            Candidate(start, end, REPOSITORIES, 0.99, "Repo", "HAS_CODE", name)
            for start, end, name in find(annotated(doc).text)
        ),
    )
    return doc
