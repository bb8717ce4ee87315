r"""LaTeX that stands in bibliographies, which becomes plain text: ``M{\"u}ller`` is Müller.

Accents and symbols become Unicode, braces go, formulas in ``$...$`` stay as they are, and a macro that nobody knows
stays too: it may be the name of the paper's own method. pylatexenc says what each macro means; it is shown the macros
alone, each once, because it is slow and takes "%" for the beginning of a comment, which is a percentage here.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from pylatexenc import latex2text, latexwalker  # type: ignore[import-untyped]

_LATEX = re.compile(r"[\\{}$~]|``|''|--")
_FORMULA = re.compile(r"(?<!\\)\$\$?(?:[^$\\]|\\.)+?\$\$?|\\\(.+?\\\)", re.DOTALL)
_DASHES = re.compile(r"(?<!-)--(?!-)")
_PARAGRAPH = re.compile(r"\n\s*\n")

_LINK = re.compile(r"\\(?:url|path)\s*\{([^{}]*)\}")
_HREF = re.compile(r"\\href\s*\{[^{}]*\}\s*\{([^{}]*)\}")
_FONT = re.compile(
    r"\\(?:text(?:bf|it|sc|sl|tt|sf|rm|up|md|normal)|emph|[mh]box|bf|it|tt|em|sc|rm|sf|sl|bfseries|itshape|scshape"
    r"|upshape|small|tiny)(?:\s*(?=\{)|\s+|(?![A-Za-z]))"
)
_NOTHING = re.compile(r"\\(?:noopsort|begin|end)\s*\{[^{}]*\}")
_MACRO = re.compile(
    r"""\\(?:
        ["'`^~=.]\s*(?:\{\s*(?:\\[ij]\s*|[A-Za-z]?)\}|\\[ij](?![A-Za-z])\s*|[A-Za-z])
      | [cvuHdbkrt](?:\s*\{\s*(?:\\[ij]\s*|[A-Za-z]{0,2})\}|\s+[A-Za-z])
      | (?:[lLoOij]|ss|ae|AE|oe|OE|aa|AA)(?:\{\}|\s+|(?![A-Za-z]))
      | [A-Za-z]+\*?(?:\{[^{}]*\})?
      | [^A-Za-z]
    )""",
    re.VERBOSE | re.DOTALL,
)
_SIGNS = {
    r"\{": "{",
    r"\}": "}",
    r"\textless": "<",
    r"\textgreater": ">",
    r"\textasciitilde": "~",
    r"\textasciicircum": "^",
}
_HIDDEN = str.maketrans({"{": "\x01", "}": "\x02", "~": "\x03"})


@lru_cache(maxsize=1024)
def to_text(source: str) -> str:
    r"""Turn a piece of LaTeX into text; paragraphs stay apart, every other run of spaces is one.

    >>> to_text(r"{G{\"o}del}'s  proof of $x^2 \geq 0$ for 50\% of \'Etudes")
    "Gödel's proof of $x^2 \\geq 0$ for 50% of Études"
    """
    if _LATEX.search(source) is None:
        return _spaced(source)
    parts, at = [], 0
    for formula in _FORMULA.finditer(source):
        parts += [_plain(source[at : formula.start()]), formula[0]]
        at = formula.end()
    parts.append(_plain(source[at:]))
    return _spaced("".join(parts))


def _plain(source: str) -> str:
    if "\\" in source:
        source = _LINK.sub(lambda link: link[1].replace("\\", "").translate(_HIDDEN), _HREF.sub(r"\1", source))
        source = _MACRO.sub(lambda macro: _meaning(macro[0]), _FONT.sub("", _NOTHING.sub(" ", source)))
    text = source.replace("{}", "\x04").replace("{", "").replace("}", "").replace("~", " ")
    for hidden, shown in (("\x01", "{"), ("\x02", "}"), ("\x03", "~"), ("``", "\u201c"), ("''", "\u201d")):
        text = text.replace(hidden, shown)
    text = _DASHES.sub("\u2013", text.replace("---", "\u2014")) if "--" in text else text
    return text.replace("\x04", "")  # "-{}-" is two signs, and no dash


@lru_cache(maxsize=4096)
def _meaning(macro: str) -> str:
    """Give what one macro stands for, with the argument that follows it."""
    bare = macro.removesuffix("{}")
    if bare in _SIGNS:
        return _SIGNS[bare].translate(_HIDDEN)
    if macro[1:].isspace() or macro == "\\\\":
        return " "
    try:
        nodes, _, _ = latexwalker.LatexWalker(macro, tolerant_parsing=True).get_latex_nodes()
        text: str = _converter().nodelist_to_text(nodes)
    except (latexwalker.LatexWalkerParseError, RecursionError, IndexError, ValueError):
        return macro.translate(_HIDDEN)
    return text.translate(_HIDDEN)


@cache
def _converter() -> Any:
    words = latex2text.get_default_latex_context_db()
    words.set_unknown_macro_spec(latex2text.MacroTextSpec("", lambda node, l2tobj: _as_written(node)))  # noqa: ARG005
    return latex2text.LatexNodes2Text(latex_context=words, math_mode="verbatim", keep_comments=True)


def _as_written(node: Any) -> str:
    return str(node.latex_verbatim())


def _spaced(text: str) -> str:
    paragraphs = (" ".join(part.split()) for part in _PARAGRAPH.split(text))
    return "\n\n".join(part for part in paragraphs if part)
