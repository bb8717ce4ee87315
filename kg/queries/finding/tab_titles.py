"""What browsers write on a tab: the title or the name in it, without the site's."""

from __future__ import annotations

import re
from typing import Final

_DASH: Final = r"\s+[-\u2013\u2014|\u00b7\u2022:]\s+"
_BROWSER: Final = re.compile(
    rf"{_DASH}(?:Mozilla Firefox|Google Chrome|Chromium|Microsoft Edge|Safari|Brave|Opera|Vivaldi)"
    r"(?: Private Browsing)?$",
    re.IGNORECASE,
)
_BEFORE: Final = re.compile(
    r"^(?:\(\d+\)\s+|\[?\(?PDF\)?\]?\s+|Paper page\s+-\s+|Papers? with Code\s+-\s+|alphaXiv:?\s+|GitHub\s+-\s+"
    r"|GitLab\s+-\s+|arxiv-sanity:?\s+|(?:NeurIPS|ICLR|ICML)(?: \d{4})? (?:Poster|Oral|Spotlight)[:\s]\s*"
    r"|\[\s*(?:arXiv:)?(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?\s*\]\s*(?:\[[\w.-]+\]\s*)?)",
    re.IGNORECASE,
)
_AFTER: Final = re.compile(
    rf"(?:{_DASH}|\s*[|\u00b7]\s*)(?:arXiv(?:\.org)?|alphaXiv|OpenReview|Hugging Face|Semantic Scholar"
    r"|Papers? With Code|ACL Anthology|ResearchGate|Google Scholar|Connected Papers|Scholar Archive|scite"
    r"|SpringerLink|Springer Nature Link|ScienceDirect|PubMed|PMC|Nature(?: [A-Z][\w ]+)?|Science|Medium|YouTube"
    r"|Wikipedia|GitHub|GitLab|bioRxiv|medRxiv|CatalyzeX|Emergent Mind|DBLP|OpenAlex|Zenodo|Kaggle|ar5iv|Scirate"
    r"|PLOS ONE"
    r"|ACM Digital Library|IEEE Xplore|IEEE (?:Conference Publication|Journals & Magazine)"
    r"|Proceedings of [^|]+|Advances in Neural Information Processing Systems[^|]*)$",
    re.IGNORECASE,
)
_REPOSITORY: Final = re.compile(r"^(?P<name>[\w.-]+/[\w.-]*[^\W_][\w.-]*)(?:\s+at\s+\S+)?(?::\s.*|\s*)$")
_PARTS: Final = re.compile(r"\s+[-\u2013\u2014|\u00b7\u2022]\s+|\s*\|\s*")
_ENOUGH: Final = 3


def meant(text: str) -> tuple[str, ...]:
    r"""Give what a tab's title may mean beside all of it, likeliest first; nothing for a text that is not one.

    >>> meant("[2405.13729] ComboStoc: Combinatorial Noise - arXiv")
    ('ComboStoc: Combinatorial Noise',)
    >>> meant("Paper page - Some Title"), meant("Some Title | OpenReview")
    (('Some Title',), ('Some Title',))
    >>> meant("GitHub - some-lab/its_code: The official code")
    ('some-lab/its_code', 'some-lab/its_code: The official code')
    >>> meant("A Title of Four Words | Some Site \u2014 Mozilla Firefox")
    ('A Title of Four Words | Some Site', 'A Title of Four Words')
    >>> meant("llama 2")
    ()
    """
    found: dict[str, None] = {}
    inner = _stripped(text)
    if repository := _REPOSITORY.match(inner):
        found[repository["name"]] = None
    found[inner] = None
    parts = sorted(_PARTS.split(inner), key=len, reverse=True)
    if len(parts) > 1 and len(parts[0].split()) >= _ENOUGH:
        found[parts[0]] = None
    return tuple(one for one in found if one and one != text)


def _stripped(text: str) -> str:
    text = _BROWSER.sub("", text.strip())
    before = None
    while before != text:
        before = text
        text = _AFTER.sub("", _BEFORE.sub("", text, count=1)).strip()
        if not text:
            return before
    return text
