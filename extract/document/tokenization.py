"""Tokenization: how a text is cut so that "Llama2-70B", "XLM-R" and "VLA^2" stay whole.

English rules of spaCy cut at hyphens; names in papers are full of them. LaTeX braces that hold no script, quotes,
slashes and long dashes do cut, and so does a hyphen that stands for one: "we propose SynthRL-a scalable pipeline".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # compiled, without type information

from extract.lexicon import DASH

if TYPE_CHECKING:
    from spacy.language import Language

_OPEN = r"""[(\[{<"'`“”\u2018\u2019«\u2039$~*=≈≥≤>%±\u2013—|/,;:!?…&-]"""
_CLOSE = r"""[)\]}>"'`“”\u2018\u2019»\u203a$~*=≈≥≤<\u2013—|/,;:!?….%&-]"""
_MACRO = r"\\[a-zA-Z]+"
_PREFIX = re.compile(rf"^(?:{_MACRO}|{_OPEN}|\\)")
_SUFFIX = re.compile(rf"(?:['\u2019]s|{_CLOSE}|\\)$")
_INFIX = re.compile(
    rf"{_MACRO}|[()\[\]{{}}\"“”\u2018\u2019`~,;:/|!?…=<>$&—\u2013\\]|--+"
    r"|(?<=[A-Za-z\d)])\.(?=[A-Z][a-z])|(?<=[A-Za-z])\+(?=[A-Z])"
    rf"|(?<=[A-Za-z\d]{{2}}){DASH.pattern}"
)
_SCRIPTS = re.compile(r"\\?\w[\w.+-]*(?:[_^]\{[^{}\s]+\}\w*)+(?:[.+-]\w+)*$")
"""A word with sub- or superscripts in LaTeX's braces: "π_{0.5}", "SL^{2}A-INR"."""
_URL = re.compile(r"(?:https?://|www\.)[^\s{}\\<>\"]+$")


def tokenizer(nlp: Language) -> Tokenizer:
    """Build the tokenizer of our pipeline; it is written to disk with it."""
    return Tokenizer(
        nlp.vocab,
        prefix_search=_PREFIX.search,
        suffix_search=_SUFFIX.search,
        infix_finditer=_INFIX.finditer,
        url_match=_URL.match,
        token_match=_SCRIPTS.match,
    )
