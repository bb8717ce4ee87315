"""JATS, MathML and HTML in titles and abstracts, and the plain line of text that it stands for.

Only names that these three use are markup: "a < b > c" stays as it is.
"""

from __future__ import annotations

import html
import re

from kg.sources.parsers.fields import line

_BLOCKS = (
    "p|sec|section|title|br|break|div|li|list-item|list|ul|ol|dl|dt|dd|h[1-6]|tr|td|th|table|disp-formula|disp-quote"
    "|abstract|label|caption"
)
_INLINE = (
    "a|abbr|article-title|b|bold|em|ext-link|font|i|inline-formula|inline-graphic|italic|monospace|named-content|sans-serif"
    "|roman|sc|scp|small|span|strike|strong|styled-content|sub|sup|tt|u|underline|overline|uri|xref|alternatives|inf|smallcaps"
)
_MATH = (
    "math|mi|mn|mo|ms|mtext|mspace|mrow|mstyle|msub|msup|msubsup|mfrac|msqrt|mroot|mover|munder|munderover|mfenced"
    "|mpadded|mphantom|menclose|mtable|mtr|mtd|mmultiscripts|mprescripts|none|semantics|merror|maction"
)
_TAG = r"</?(?:(?:jats|mml|m|xhtml|html):[A-Za-z][\w.-]*|{})(?:\s[^<>]*)?/?>"
_BLOCK = re.compile(rf"</?(?:jats:)?(?:{_BLOCKS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_ANY = re.compile(_TAG.format(f"{_BLOCKS}|{_INLINE}|{_MATH}|tex-math|annotation"), re.IGNORECASE)
_ESCAPED = re.compile(rf"&lt;/?(?:(?:jats|mml):|(?:{_BLOCKS}|{_INLINE}|{_MATH})(?:\s|/?&gt;))", re.IGNORECASE)
# A pair ends before its like begins again, so that a text of nothing but beginnings is read once and not each time.
_HEADING = re.compile(
    r"<(jats:)?title(?:\s[^<>]*)?>((?:(?!<(?:jats:)?title\b).)*?)</(?:jats:)?title>", re.IGNORECASE | re.DOTALL
)
_COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->|<\?(?:(?!<\?).)*?\?>|<!\[CDATA\[|\]\]>", re.DOTALL)
_FORMULA = re.compile(r"<(?:mml:)?math\b[^<>]*>(?:(?!<(?:mml:)?math\b).)*?</(?:mml:)?math>", re.IGNORECASE | re.DOTALL)
_ANNOTATION = re.compile(
    r"<(?:mml:)?annotation\b[^<>]*>(?:(?!<(?:mml:)?annotation\b).)*?</(?:mml:)?annotation>", re.IGNORECASE | re.DOTALL
)
_TWICE = re.compile(
    r"<(?:jats:)?tex-math\b[^<>]*>(?:(?!<(?:jats:)?tex-math\b).)*?</(?:jats:)?tex-math>(?=\s*<(?:mml:)?math\b)",
    re.IGNORECASE | re.DOTALL,
)
_BETWEEN = re.compile(r">\s+<")
_SPACES = re.compile(r"[^\S\n]+")
_FOLD = re.compile(r"\s*\n\s*")
_FOLDED_BRACKET = re.compile(r"(?<=[(\[])\n|\n(?=[)\],.;:])")
_NAMES_ITSELF = re.compile(r"\s*(?:(?:abstract|summary)[.:]?\s*)?", re.IGNORECASE)


def plain(text: str) -> str:
    r"""Give the line of text that markup stands for.

    >>> plain("<jats:title>Abstract</jats:title><jats:p>We make H<jats:sub>2</jats:sub>O &amp; heat.</jats:p>")
    'We make H2O & heat.'
    >>> plain("Where a &lt; b, and c > d")
    'Where a < b, and c > d'
    """
    if "<" not in text and "&" not in text:
        return line(text)
    if _ESCAPED.search(text):
        text = html.unescape(text)
    text = _COMMENT.sub("", text)
    if "<" in text:
        text = _FORMULA.sub(_formula, _TWICE.sub("", text))
        text = _HEADING.sub(_heading, text)
        text = _BLOCK.sub(" ", text)
        text = _ANY.sub("", text)
        text = _FOLDED_BRACKET.sub("", _FOLD.sub("\n", _SPACES.sub(" ", text)))
    text = html.unescape(text)
    return line(html.unescape(text) if "&amp;" in text or "&lt;" in text else text)


def _formula(found: re.Match[str]) -> str:
    return _ANY.sub("", _BETWEEN.sub("><", _ANNOTATION.sub("", found[0]))).strip()


def _heading(found: re.Match[str]) -> str:
    """Keep a section's heading as "Methods: ..."; the heading of the abstract itself says nothing."""
    heading = line(_ANY.sub("", found[2]))
    if _NAMES_ITSELF.fullmatch(heading):
        return " "
    return f" {heading} " if heading.endswith((".", ":", "?", "!")) else f" {heading}: "
