r"""Markup: what people do not read of a text, such as HTML entities, tags, LaTeX, BibTeX's braces and odd hyphens.

`readable` takes it away and keeps for each character that is left where it stands in the stored text, so that names are
looked for in what people read and marked where they were found.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from extract.lexicon.vocabulary import EAST, SUBSET_WORDS, VARIANT_WORDS, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Edit = tuple[int, int, str]
    """First and last character of what goes, and what comes in its place."""

_HYPHENS: Final = "\u2010\u2011\u2012\u2212\ufe58\ufe63\uff0d"
_BLANKS: Final = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_UNSEEN: Final = "\u00ad\u200b\u200c\u200d\u2060\ufe0e\ufe0f"
_ONE_FOR_ONE: Final = str.maketrans(dict.fromkeys(_HYPHENS, "-") | dict.fromkeys(_BLANKS, " "))
_MARKED: Final = re.compile(
    rf"[&<\\${{}}{_UNSEEN}\u2013\u0300-\u036f\ufb00-\ufb06\uff01-\uff5e\U0001d400-\U0001d7ff{EAST}]"
)
"""Characters without which there is nothing to take away."""
_ENTITY: Final = re.compile(r"&(?:amp;)*(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,31});")
_FORMS: Final = re.compile(
    rf"[{_UNSEEN}]+|[^\W\d_][\u0300-\u036f]+|[\ufb00-\ufb06]|[\uff01-\uff5e]|[\U0001d400-\U0001d7ff]"
)
"""Unseen characters, letters with their accents beside them, ligatures, wide and mathematical letters."""
_EAST: Final = rf"{EAST}\u3001-\u3011\uff01-\uff1f"
_EASTERN: Final = re.compile(
    rf"(?<=[{_EAST}])(?=[A-Za-z\d])|(?<=[A-Za-z\d%)+])(?=[{_EAST}])|(?<=[\u3002\uff0c\u3001])(?=\S)"
)
"""Where scripts without blanks begin and end a word of ours."""
_MARKS: Final = str.maketrans("\u3002\uff0c\u3001\uff1b\uff1a\uff08\uff09\uff01\uff1f", ".,,;:()!?")
_DASHED: Final = re.compile(
    rf"(?<=[A-Z][A-Z])\u2013(?=\d)|(?<=[a-z][A-Z])\u2013(?=\d)|(?<=[A-Z][a-z])\u2013(?=\d\.\d)|"
    rf"(?<=[^\W_])\u2013(?=(?:{'|'.join(sorted(map(re.escape, SUBSET_WORDS | VARIANT_WORDS)))})(?![^\W_]))",
)
_LOOSE_DASH: Final = re.compile(_DASHED.pattern, re.IGNORECASE)
_TAGS: Final = (
    "i b em strong sub sup u p br hr span div a small tt code title sec italic bold sc monospace underline scp roman "
    "math mi mn mo ms mrow msub msup msubsup mfrac msqrt mroot mtext mspace mover munder munderover mstyle mfenced "
    "mtable mtr mtd mpadded semantics inline-formula disp-formula alternatives list list-item ol ul li h1 h2 h3 h4 h5 "
    "h6 xref ext-link styled-content named-content abstract inf"
)
_TAG: Final = re.compile(
    rf"<(?P<close>/?)(?:(?:mml|jats|m|ns\d):)?(?P<tag>{'|'.join(_TAGS.split())}|(?<=:)[A-Za-z][\w-]*)"
    r"(?P<rest>(?:\s+[\w:.-]+\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[\w#-]+))*\s*/?)>",
    re.IGNORECASE,
)
_UNREAD: Final = re.compile(
    r"<(?P<tag>(?:(?:mml|jats|m):)?(?:annotation(?:-xml)?|tex-math))\b[^<>]*>.{0,4000}?</(?P=tag)\s*>|<!--(?:[^<]|<(?!!--)){0,4000}?-->|<\?xml[^<>]*>",
    re.DOTALL | re.IGNORECASE,
)
"""The same formula once more, and what no reader sees; of any length, a text full of what opens one would never end."""
_BLOCKS: Final = words("p br hr div title sec math inline-formula disp-formula list list-item ol ul li tr td")
_ACCENTS: Final = dict(
    zip(
        "'`\"^~=.uvHcdbkrt",
        "\u0301\u0300\u0308\u0302\u0303\u0304\u0307\u0306\u030c\u030b\u0327\u0323\u0331\u0328\u030a\u0361",
        strict=True,
    )
)
_ACCENT: Final = re.compile(
    r"\\(?:(?P<sign>['`\"^~=.])\s?|(?P<word>[uvHcdbkrt])(?=\s|\{|\\[ij]\b)\s?)"
    r"(?:\{\s*(?P<braced>[A-Za-z]|\\[ij])\s*\}|(?P<bare>[A-Za-z]|\\[ij](?![A-Za-z])))"
)
_LETTER: Final = re.compile(r"\\(?P<letter>ss|oe|OE|ae|AE|aa|AA|o|O|l|L|i|j)(?![A-Za-z])(?:\{\}|\s)?")
_LETTERS: Final = {
    "ss": "ß", "oe": "œ", "OE": "Œ", "ae": "æ", "AE": "Æ", "aa": "å", "AA": "Å", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł",
    "i": "i", "j": "j",
}  # fmt: skip
_BRACED_ACCENT: Final = re.compile(r"(?<![\\_^A-Za-z])\{([^\W\d_])\}")
_FONT: Final = re.compile(
    r"\\(?:text(?:bf|it|tt|sc|sf|rm|sl|md|up|normal|superscript|subscript)?|emph|uline|underline|math(?:bf|it|tt|sf|rm|"
    r"cal|bb|frak|scr|normal)|operatorname\*?|boldsymbol|bm|pmb|mbox|hbox|ensuremath|url|path|nolinkurl|enquote|scalebox)"
    r"\s*\{(?P<inner>[^{}]*)\}"
)
_SWITCH: Final = re.compile(
    r"\{\s*\\(?:bf|it|em|tt|sc|sf|rm|sl|cal|bfseries|itshape|ttfamily|scshape|small|large|Large)(?![A-Za-z])\s*"
    r"(?P<inner>[^{}]*)\}"
)
_LINK: Final = re.compile(r"\\href\s*\{(?P<address>[^{}]*)\}\s*\{(?P<inner>[^{}]*)\}")
_REFERENCE: Final = re.compile(
    r"~?\\(?:cite[a-z]*\*?|ref|eqref|cref|autoref|label|footnotemark)\s*(?:\[[^\]]*\])*\{[^{}]*\}"
)
_GREEK_NAMES: Final = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi "
    "psi omega"
)
_GREEK: Final = {
    name: chr(code)
    for name, code in zip(_GREEK_NAMES.split(), (*range(0x3B1, 0x3C2), *range(0x3C3, 0x3CA)), strict=True)
}
_SIGNS: Final = {
    "textgreater": ">", "textless": "<", "textasciitilde": "~", "textasciicircum": "^", "textbackslash": "\\",
    "textunderscore": "_", "times": "\u00d7", "sim": "~", "approx": "≈", "pm": "±", "rightarrow": "→", "to": "→",
    "leftarrow": "←", "uparrow": "↑", "downarrow": "↓", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "cdot": "·",
    "infty": "∞", "dagger": "†", "ddagger": "‡", "star": "*", "ast": "*", "ldots": "...", "dots": "...", "cdots": "...",
    "xspace": "", "quad": " ", "qquad": " ", "circ": "°", "ell": "l", "varepsilon": "ε", "lt": "<", "gt": ">",
    "left": "", "right": "", "bf": "", "it": "", "rm": "", "displaystyle": "", "textemdash": "—",
    "textendash": "\u2013",
    "textquotesingle": "'", "nobreakspace": " ", "percent": "%", "LaTeX": "LaTeX", "TeX": "TeX",
    "textperiodcentered": "·",
    "mathsection": "§", "S": "§", "texttimes": "\u00d7", "textpm": "±", "textdagger": "†", "texttildelow": "~",
}  # fmt: skip
_SIGN_OF: Final = {
    **_SIGNS,
    **_GREEK,
    **{name.capitalize(): letter.upper() for name, letter in _GREEK.items()},
    **{f"text{name}": letter for name, letter in _GREEK.items()},
}
_SIGN: Final = re.compile(
    rf"\\(?P<name>{'|'.join(sorted(_SIGN_OF, key=len, reverse=True))})(?![A-Za-z])(?:\{{\}})?(?P<gap>\s+(?=[A-Za-z\d]))?"  # noqa: E501 - one pattern
)
_ESCAPE: Final = re.compile(r"\\(?P<char>[%&_#$ {},;:!@/-])|\\\\(?=\s|$)|(?<![\\\w^_}])\{\}|(?<=\w)\{\}(?=\s|[^\w{])")
_SCRIPT: Final = re.compile(
    r"(?<=[)$*'\u2019])[_^]\{(?P<inner>[^{}\s]{1,24})\}|(?<=\$)[_^]\{(?P<alone>[^{}\s]{1,24})\}|"
    r"(?<=\w)[_^]\{(?P<within>[^{}\s]{1,24})\}(?=\$?-[A-Za-z])"
)
"""Behind a word, scripts keep their braces, and the tokenizer keeps them whole."""
_MARK: Final = re.compile(r"(?<=[^\W_]{2})\$\^\{?[*†‡§¶]+\}?\$")
"""Of a footnote, behind a word."""
_BELOW: Final = re.compile(r"(?<=[A-Za-z\d])\$_\{?(?P<inner>[A-Za-z]{3,})\}?\$")
_MATH: Final = re.compile(
    r"(?<!\\)(?P<open>\$\$?)(?=\S)(?P<inner>[^$\n]{0,160}?[^\s$\\])(?P<close>\$\$?)(?!\d)|\\\((?P<round>[^()\n]{1,160}?)\\\)"
)
_GROUP: Final = re.compile(r"(?<![_^\\$])\{(?P<inner>[\w .+\-:'\u2019?!&/\u2013\u00d7·~%→±≥≤<>=*^@]{1,160})\}")
_MACRO_BEFORE: Final = re.compile(r"\\[A-Za-z]+\*?\s*(?:\[[^\]]*\])?$")
_ROUNDS: Final = 4
_BOUNDARY: Final = re.compile(r"\\[A-Za-z]+\*?\s*\{|\{\s*\\[A-Za-z]+\s*|[{}$]|<[^<>]*>|\\[()]")
_TAG_ENDS: Final = re.compile(r"<(/?)[A-Za-z][^<>]*?(/?)>")


@dataclass(frozen=True, slots=True)
class Readable:
    """A text as people read it.

    Attributes:
        text: without markup.
        stored: with it.
        starts: where the stored text has each character; None where the two are one, character by character.
        ends: where that ends.
    """

    text: str
    stored: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def place(self, start: int, end: int) -> tuple[int, int]:
        r"""Say where the stored text has a stretch of what is read, with the markup that opens or closes in it.

        >>> read = readable(r"We probe {R}o{BERT}a and \textbf{CCNet}.")
        >>> [read.stored[slice(*read.place(read.text.index(name), read.text.index(name) + len(name)))]
        ...     for name in ("RoBERTa", "CCNet")]
        ['{R}o{BERT}a', 'CCNet']
        """
        if self.starts is None or self.ends is None or start >= end:
            return start, end
        first, last = self.starts[start], self.ends[end - 1]
        if _balanced(self.stored[first:last]):
            return first, last
        left = self.ends[start - 1] if start else 0
        right = self.starts[end] if end < len(self.starts) else len(self.stored)
        firsts = [first, *(left + one.start() for one in reversed(list(_BOUNDARY.finditer(self.stored[left:first]))))]
        lasts = [last, *(last + one.end() for one in _BOUNDARY.finditer(self.stored[last:right]))]
        spans = sorted(((a, b) for a in firsts for b in lasts), key=lambda span: span[1] - span[0])
        return next((span for span in spans if _balanced(self.stored[slice(*span)])), (first, last))


def readable(stored: str) -> Readable:
    r"""Read a text as people do.

    >>> readable("Q&amp;A with LLaMA&#8209;2 and <i>BERT</i><sub>base</sub>").text
    'Q&A with LLaMA-2 and BERT base'
    >>> readable(r"{BERT}ology {M}eets na\"ive $\mathcal{X}^2$-DFD, $\tau$-bench and R$^3$ at $71.2\%$").text
    'BERTology Meets naïve X^2-DFD, τ-bench and R^3 at 71.2%'
    """
    if stored.isascii() and _MARKED.search(stored) is None:
        return Readable(stored, stored)
    text = stored.translate(_ONE_FOR_ONE)
    if _MARKED.search(text) is None:
        return Readable(text, stored)
    reading = _Reading(text)
    if "&" in reading.text:
        reading.replace(
            _ENTITY, lambda found: html.unescape(re.sub("&(?:amp;)+", "&", found[0])).translate(_ONE_FOR_ONE)
        )
    if "<" in reading.text:
        reading.replace(_UNREAD, lambda _: "")
        reading.edit(_tags(reading.text))
    if not reading.text.isascii():
        reading.edit((found.start(), found.end(), " ") for found in _EASTERN.finditer(reading.text))
        reading.text = reading.text.translate(_MARKS)
        reading.replace(_FORMS, lambda found: unicodedata.normalize("NFKC", found[0].strip(_UNSEEN)))
        reading.edit((one.start(), one.end(), "-") for one in _dashes(reading.text))
    if "\\" in reading.text or "{" in reading.text or "$" in reading.text:
        _read_tex(reading)
    if reading.text == stored:
        return Readable(stored, stored)
    return Readable(reading.text, stored, tuple(reading.starts), tuple(reading.ends))


class _Reading:
    """A text that is being edited, with the place of each character in the stored one."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = list(range(len(text)))
        self.ends = list(range(1, len(text) + 1))

    def replace(self, pattern: re.Pattern[str], by: Callable[[re.Match[str]], str]) -> None:
        self.edit((found.start(), found.end(), by(found)) for found in pattern.finditer(self.text))

    def edit(self, edits: Iterable[Edit]) -> bool:
        """Carry out edits, from left to right, and say whether there was one."""
        pieces: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        done = 0
        for start, end, new in edits:
            if self.text[start:end] == new:
                continue
            pieces += (self.text[done:start], new)
            starts += self.starts[done:start]
            ends += self.ends[done:start]
            first, last = (self.starts[start], self.ends[end - 1]) if start < end else (self.starts[start],) * 2
            starts += [first] * len(new)
            ends += [last] * len(new)
            done = end
        if not pieces:
            return False
        self.text = "".join((*pieces, self.text[done:]))
        self.starts = starts + self.starts[done:]
        self.ends = ends + self.ends[done:]
        return True


def _tags(text: str) -> Iterator[Edit]:
    before, done = "", 0
    for found in _TAG.finditer(text):
        tag = found["tag"].lower()
        before = text[done : found.start()][-1:] or before
        after = text[found.end() : found.end() + 1]
        done = found.end()
        new = ""
        if tag in _BLOCKS:
            inside = before.isalnum() and (after.isalnum() or after == "<")
            new = " " if inside or (before in {".", ":", ";"} and after.isalnum()) else ""
        elif tag in ("sub", "inf") and not found["close"]:
            new = " " if before.isalpha() and re.match(r"[A-Za-z]{3}", text[found.end() :]) else ""
        elif tag == "sup" and not found["close"]:
            new = "^" if before.isalnum() and after.isdigit() else ""
        before = new or before
        yield found.start(), found.end(), new


def _dashes(text: str) -> Iterator[re.Match[str]]:
    """Give the long dashes that stand for a hyphen within a name, as between "MMLU" and "Pro"."""
    if "\u2013" in text:
        for found in _LOOSE_DASH.finditer(text):
            if _DASHED.match(text, found.start()) or text[found.end() : found.end() + 1].isupper():
                yield found


def _read_tex(reading: _Reading) -> None:
    if "\\" in reading.text:
        reading.replace(_ACCENT, _accented)
        reading.replace(_LETTER, lambda found: _LETTERS[found["letter"]])
        if reading.edit(_without(_BRACED_ACCENT, reading.text, 1)) and not reading.text:
            return
        reading.replace(_REFERENCE, lambda _: "")
    for _ in range(_ROUNDS):
        changed = False
        if "\\" in reading.text:
            changed |= reading.edit(_links(reading.text))
            changed |= reading.edit(_fonts(reading.text))
            changed |= reading.edit(_without(_SWITCH, reading.text, "inner"))
            reading.replace(_SIGN, lambda found: _SIGN_OF[found["name"]])
        if "{" in reading.text:
            changed |= reading.edit(_scripts(reading.text))
            changed |= reading.edit(_groups(reading.text))
        if not changed:
            break
    if "$" in reading.text or "\\(" in reading.text:
        reading.replace(_MARK, lambda _: "")
        reading.edit(_below(reading.text))
        reading.edit(_maths(reading.text))
    if "\\" in reading.text:
        reading.replace(_ESCAPE, _escaped)


def _accented(found: re.Match[str]) -> str:
    letter = (found["braced"] or found["bare"]).removeprefix("\\")
    return unicodedata.normalize("NFC", letter + _ACCENTS[found["sign"] or found["word"]])


def _without(pattern: re.Pattern[str], text: str, inner: str | int) -> Iterator[Edit]:
    """Take away what stands around the inner part of each match."""
    for found in pattern.finditer(text):
        yield found.start(), found.start(inner), ""
        yield found.end(inner), found.end(), ""


def _fonts(text: str) -> Iterator[Edit]:
    for found in _FONT.finditer(text):
        command = found[0].partition("{")[0].strip()
        word = text[found.start() - 1 : found.start()].isalpha() and re.match(r"[A-Za-z]{3}", found["inner"])
        new = "^" if command == "\\textsuperscript" else " " if command == "\\textsubscript" and word else ""
        yield found.start(), found.start("inner"), new
        yield found.end("inner"), found.end(), ""


def _links(text: str) -> Iterator[Edit]:
    for found in _LINK.finditer(text):
        yield found.start(), found.start("address"), ""
        yield found.end("address"), found.start("inner"), " "
        yield found.end("inner"), found.end(), ""


def _scripts(text: str) -> Iterator[Edit]:
    for found in _SCRIPT.finditer(text):
        inner = str(found.lastgroup)
        yield found.start(inner) - 1, found.start(inner), ""
        yield found.end(inner), found.end(), ""


def _groups(text: str) -> Iterator[Edit]:
    for found in _GROUP.finditer(text):
        if not _MACRO_BEFORE.search(text, max(0, found.start() - 40), found.start()):
            address = "/" in (text[max(0, found.start() - 80) : found.start()].rsplit(None, 1) or [""])[-1]
            beside = text[found.start() - 1 : found.start()].isalnum() and (" " in found["inner"] or address)
            yield found.start(), found.start("inner"), " " if beside else ""
            yield found.end("inner"), found.end(), ""


def _below(text: str) -> Iterator[Edit]:
    for found in _BELOW.finditer(text):
        yield found.start(), found.start("inner"), " "
        yield found.end("inner"), found.end(), ""


def _maths(text: str) -> Iterator[Edit]:
    for found in _MATH.finditer(text):
        inner = "inner" if found["inner"] is not None else "round"
        yield found.start(), found.start(inner), ""
        yield found.end(inner), found.end(), ""


def _escaped(found: re.Match[str]) -> str:
    char = found["char"]
    if char is None:
        return " " if found[0].startswith("\\") else ""
    return {"!": "", "@": "", "/": "", "-": "", ",": " ", ";": " ", ":": " "}.get(char, char)


def _balanced(text: str) -> bool:
    """Say whether all that opens in a text closes in it."""
    depth = 0
    for char in text.replace("\\{", "").replace("\\}", ""):
        depth += (char == "{") - (char == "}")
        if depth < 0:
            return False
    tags = 0
    for closing, empty in _TAG_ENDS.findall(text):
        tags += 0 if empty else -1 if closing else 1
        if tags < 0:
            return False
    return not depth and not tags and not (text.count("$") - text.count("\\$")) % 2
