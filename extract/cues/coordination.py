"""Coordination: names in a row, as in "on A, B and C", "models such as A and B", "the A and B benchmarks".

What is said of one of them is said of all: the group has the words before it and after it in its sentence.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from spacy.language import Language

from extract.document import Group, annotated, outermost
from extract.lexicon import label_of_head

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

_LINK = re.compile(r"[,/;&]|and|or|&|\\&|as|well|both|the|then|vs\.?|versus")
_CONJUNCTION = frozenset(["and", "or", "&"])
"""After one of these a list is complete: what a comma adds is the next clause."""
_AROUND = re.compile(
    r"(?P<noun>[a-z]+ )?(?:for (?:(?!and |or )[a-z-]+ ){1,3})?(?:(?:[,/;&]|and|or|as|well|both) )+"
    r"(?:(?:the|our|its|an?) (?P<words>(?:[a-z-]+ ){0,3}))?"
)
"""What may stand between two names of a list beside its links: "A dataset and the newly released B", "A for X, B"."""
_OPENING = frozenset(["on", "in", "for", "across", "over", "with", "under", "unlike", "using"])
_ASIDE = 12
_NEAR = 14


@Language.component("coordination")
def coordination(doc: Doc) -> Doc:
    """Put the candidates of a doc into groups, once for all the components that read them."""
    annotated(doc).groups = list(_groups(doc))
    return doc


def _groups(doc: Doc) -> Iterator[Group]:
    paper = annotated(doc)
    text = paper.text
    facts = doc.to_array(["IDX", "LENGTH", "SENT_START"]).tolist()
    starts = [start for start, _, _ in facts]
    words = [text[start : start + length] for start, length, _ in facts]
    located: list[tuple[int, int, int, int]] = []
    token = 0
    count = len(words)
    last_end = -1
    for start, end in outermost(paper.spans()):
        while token < count - 1 and starts[token + 1] <= start:
            token += 1
        final = token
        while final < count - 1 and starts[final + 1] < end:
            final += 1
        if start >= last_end:
            located.append((token, final, start, end))
            last_end = end
    bounds = [place for place, (_, _, begins) in enumerate(facts) if begins == 1 or not place] + [count]
    position = 0
    for begin, finish in pairwise(bounds):
        inside: list[tuple[int, int, int, int]] = []
        while position < len(located) and located[position][0] < finish:
            inside.append(located[position])
            position += 1
        row: list[tuple[int, int, int, int]] = []
        closed = False
        for item in inside:
            between = words[row[-1][1] + 1 : item[0]] if row else []
            if row and (not _linked(between) or (closed and between == [","])):
                yield from _parted(row, words, begin, finish, starts)
                row, closed = [], False
            row.append(item)
            closed = closed or not _CONJUNCTION.isdisjoint(between)
        if row:
            yield from _parted(row, words, begin, finish, starts)


def _parted(
    row: list[tuple[int, int, int, int]], words: list[str], begin: int, finish: int, starts: list[int]
) -> Iterator[Group]:
    """Part two names where a comma only ends the clause that a preposition opens: "On MMLU, ZorbNet beats ..."."""
    first = row[0][0]
    opens = first > begin and words[first - 1].lower() in _OPENING and (first - 1 == begin or words[first - 2] == ",")
    if opens and len(row) == 2 and words[row[0][1] + 1 : row[1][0]] == [","]:  # noqa: PLR2004 - a pair
        yield _group(row[:1], words, begin, finish, starts)
        yield _group(row[1:], words, begin, finish, starts)
    else:
        yield _group(row, words, begin, finish, starts)


def _linked(between: list[str]) -> bool:
    """Do these words join two names of one list? An aside in parentheses, such as a number, does not part them."""
    if len(between) > _ASIDE:
        return False
    around = _AROUND.fullmatch("".join(f"{word} " for word in between))
    if around is not None:
        noun, told = (around["noun"] or "").strip(), (around["words"] or "").split()
        if (not noun or label_of_head(noun) == "Benchmark") and all(_describes(word) for word in told):
            return True
    depth = 0
    links = 0
    for word in between:
        if word in "([":
            depth += 1
        elif word in ")]":
            depth -= 1
        elif depth == 0:
            if not _LINK.fullmatch(word):
                return False
            links += 1
    return links > 0 and depth == 0


def _describes(word: str) -> bool:
    return word not in ("is", "are", "was", "of", "to") and label_of_head(word) in (None, "Benchmark")


def _group(row: list[tuple[int, int, int, int]], words: list[str], begin: int, finish: int, starts: list[int]) -> Group:
    first, last = row[0][0], row[-1][1]
    suffix = words[last][row[-1][3] - starts[last] :]
    after = words[last + 1 : min(finish, last + 1 + _NEAR)]
    return Group(
        tuple((start, end) for _, _, start, end in row),
        tuple(words[max(begin, first - _NEAR) : first][::-1]),
        (suffix, *after) if suffix else tuple(after),
        (starts[begin], starts[finish] if finish < len(starts) else starts[-1] + len(words[-1])),
    )
