"""Disambiguation: which papers mean one thing by a name, and which mean others of the same name.

SEAL is several methods. A paper shows what it means by the long form that it gives, or by introducing the thing. The
other papers that use the name are linked to a sense, by what most mean by it or by their context, or to none (NIL).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from extract.lexicon import common_words
from extract.resolution.long_forms import alike

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from extract.resolution.context_vectors import Context
    from extract.resolution.papers import Papers

NIL: Final = "nil"
"""The node of a name's papers that mean none of its senses for certain."""
OWN: Final = "of "
"""What the sense of a paper that introduces a name without explaining it begins with."""
_PREVAILS: Final = 3
_TELLING, _TELLING_WITH_NUMBER = 6, 4
_MANY: Final = 5
_FAR: Final = 0.15
"""The cosine below which a paper does not mean the only sense of a name, however telling or known that is."""
_NEAR: Final = 0.3
_NEARER: Final = 1.2
_SAME_MATTER: Final = 0.5


class Evidence(NamedTuple):
    """What one paper shows of what it means by a name.

    Attributes:
        long: the normal form of the long form that it gives, or None.
        heads: whether it introduces the name at the head of its title.
        introduces: whether it introduces a thing of that name.
        context: what the paper speaks of around the name; None where that is not known.
        benchmark: whether it takes the name for a benchmark.
    """

    long: str | None = None
    heads: bool = False
    introduces: bool = False
    context: Context | None = None
    benchmark: bool = False


@dataclass(frozen=True, slots=True)
class Senses:
    """The senses of one name.

    Attributes:
        sense_by_paper: paper_id to its sense: a long form, ``"of PAPER_ID"``, `NIL`, or `main`.
        main: the sense that the bare name stands for; empty where none prevails.
        long_forms: of each explained sense, the one that names the sense first.
    """

    sense_by_paper: dict[str, str]
    main: str
    long_forms: tuple[tuple[str, ...], ...] = ()


class _Sense(NamedTuple):
    key: str
    papers: tuple[str, ...]
    is_known: bool
    long_forms: tuple[str, ...] = ()


def senses(form: str, shown: Mapping[str, Evidence], corpus: Papers, *, benchmark: bool | None = None) -> Senses:
    """Tell the senses of a name apart.

    Where many papers use a name without a word on it, those that are near to no sense mean what most of them do: that
    sense, or else something that all the world knows, which the bare name then stands for. It does as well where term
    lists know a benchmark and papers explain a method of that name, or the other way round.

    Args:
        form: the name's normal form.
        shown: what each paper that uses the name shows of it.
        corpus: the papers.
        benchmark: whether the term lists know a benchmark of that name, or something else; None if they know none.
    """
    found = _without_second_introductions(
        _explained(shown), _introduced(shown, corpus, known=benchmark is not None), shown, corpus
    )
    found.sort(key=lambda sense: (-len(sense.papers), sense.key))
    main = _main(found)
    placed = {paper_id: sense.key for sense in found for paper_id in sense.papers}
    bare = sorted(set(shown) - set(placed))
    listed = set() if _telling(form) else _of_lists(bare, main, shown, benchmark=benchmark)
    main = None if listed else main
    linked = {
        paper_id: "" if paper_id in listed else _linked(form, paper_id, found, shown, corpus) for paper_id in bare
    }
    left = [paper_id for paper_id, sense in linked.items() if sense == NIL]
    if len(linked) >= _MANY and left:
        usual, times = min(Counter(linked.values()).items(), key=lambda pair: (-pair[1], pair[0]))
        if 2 * times > len(linked):
            main = None if usual == NIL else main
            linked.update(dict.fromkeys(left, "" if usual == NIL else usual))
    groups = tuple(sense.long_forms for sense in found if sense.long_forms)
    return Senses(placed | linked, main.key if main else "", groups)


def _of_lists(
    bare: list[str], main: _Sense | None, shown: Mapping[str, Evidence], *, benchmark: bool | None
) -> set[str]:
    """Give the papers that mean what the term lists know by a name, where papers explain another thing by it."""
    if main is None or 2 * sum(shown[paper_id].benchmark == benchmark for paper_id in main.papers) >= len(main.papers):
        return set()
    return {
        paper_id
        for paper_id in bare
        if shown[paper_id].benchmark == benchmark
        and max(_similarity(shown[paper_id], shown[other]) for other in main.papers) < _SAME_MATTER
    }


def _explained(shown: Mapping[str, Evidence]) -> list[_Sense]:
    papers_by_long: dict[str, list[str]] = defaultdict(list)
    for paper_id, evidence in sorted(shown.items()):
        if evidence.long is not None:
            papers_by_long[evidence.long].append(paper_id)
    most_first = sorted(papers_by_long, key=lambda long: (-len(papers_by_long[long]), long))
    return [
        _Sense(
            group[0],
            tuple(paper_id for long in group for paper_id in papers_by_long[long]),
            any(not shown[paper_id].introduces for long in group for paper_id in papers_by_long[long]),
            tuple(group),
        )
        for group in _grouped(most_first, alike)
    ]


def _grouped(members: Iterable[str], belong: Callable[[str, str], bool]) -> list[list[str]]:
    """Put each member into the first group that has one it belongs to, or else into a new one."""
    groups: list[list[str]] = []
    for one in members:
        group = next((group for group in groups if any(belong(one, other) for other in group)), None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    return groups


def _introduced(shown: Mapping[str, Evidence], corpus: Papers, *, known: bool) -> list[_Sense]:
    """Give a sense for each paper that introduces the name and does not explain it.

    Papers of one team mean one thing, and so do a paper and one that it cites. What introduces a name only within its
    abstract may be mistaken, and is where many others use the name, or where the term lists know it and another paper
    on such a matter names it.
    """

    def one_thing(own: str, other: str) -> bool:
        """Papers with one name before the colons of both titles mean two things, even where one cites the other."""
        cites = corpus.cites(own, other) or corpus.cites(other, own)
        return corpus.one_team(own, other) or (cites and not (shown[own].heads and shown[other].heads))

    bare = {paper_id: evidence for paper_id, evidence in shown.items() if evidence.long is None}
    heads = sorted(paper_id for paper_id, evidence in bare.items() if evidence.heads)
    within = sorted(paper_id for paper_id, evidence in bare.items() if evidence.introduces and not evidence.heads)
    users = sum(not evidence.introduces for evidence in bare.values())
    explained = Counter(evidence.long for evidence in shown.values() if evidence.long is not None)
    if users > 2 * (len(heads) + len(within)) or max(explained.values(), default=0) >= _PREVAILS:
        within = []
    if known:
        within = [paper_id for paper_id in within if not _is_near(paper_id, shown)]
    return [_Sense(f"{OWN}{min(team)}", tuple(team), is_known=False) for team in _grouped([*heads, *within], one_thing)]


def _without_second_introductions(
    explained: list[_Sense], introduced: list[_Sense], shown: Mapping[str, Evidence], corpus: Papers
) -> list[_Sense]:
    """Bring papers that introduce a name to the sense that later papers use and explain, if they speak of one matter.

    SAM 3 is introduced without a long form, and "Segment Anything Model 3 (SAM3)" to those who use it.
    """

    def nearness(own: _Sense, other: _Sense) -> float:
        return max(
            (
                _similarity(shown[one], shown[user])
                for user in other.papers
                if not shown[user].introduces
                for one in own.papers
                if corpus.precedes(one, user)
            ),
            default=0.0,
        )

    found, left = list(explained), []
    for own in introduced:
        all_near = [nearness(own, other) for other in found]
        near = max(all_near, default=0.0)
        if near < _SAME_MATTER:
            left.append(own)
        else:
            place = all_near.index(near)
            found[place] = found[place]._replace(papers=found[place].papers + own.papers)
    return found + left


def _main(found: list[_Sense]) -> _Sense | None:
    if len(found) == 1:
        return found[0]
    prevails = found and len(found[0].papers) >= max(_PREVAILS, _PREVAILS * len(found[1].papers))
    return found[0] if prevails else None


def _linked(form: str, paper_id: str, found: list[_Sense], shown: Mapping[str, Evidence], corpus: Papers) -> str:
    """Link a paper that shows nothing to what most mean by the name, to the sense that is near, or to none."""
    main = _main(found)
    if not found:
        return ""
    if main is not None:
        unexplained = not main.is_known and not main.long_forms
        if unexplained and not any(corpus.precedes(one, paper_id) for one in main.papers):
            return NIL  # nobody uses what is introduced later
        nearest = max(_similarity(shown[paper_id], shown[other], unknown=1.0) for other in main.papers)
        usual = main.is_known or len(main.papers) >= _PREVAILS or _telling(form)
        if len(found) > 1 or (usual and nearest >= _FAR):
            return main.key

    def nearness(other: str) -> float:
        return max(0.0, _similarity(shown[paper_id], shown[other])) if corpus.precedes(other, paper_id) else 0.0

    scores = {sense.key: math.sqrt(len(sense.papers)) * max(map(nearness, sense.papers)) for sense in found}
    first, *others = sorted(scores, key=lambda key: (-scores[key], key))
    second = scores[others[0]] if others else 0.0
    if scores[first] >= _NEAR and scores[first] >= _NEARER * second:
        return first
    return NIL


def _is_near(paper_id: str, shown: Mapping[str, Evidence]) -> bool:
    return any(_similarity(shown[paper_id], other) >= _NEAR for one, other in shown.items() if one != paper_id)


def _similarity(one: Evidence, other: Evidence, *, unknown: float = 0.0) -> float:
    """Give the cosine of what two papers speak of; `unknown` where one says nothing that the vectors know."""
    if one.context is None or other.context is None:
        return unknown
    return float((one.context * other.context).sum())


def _telling(form: str) -> bool:
    """Say whether a name is long enough that two things hardly share it by chance, and no word of the language."""
    letters = len(form.replace(" ", ""))
    least = _TELLING_WITH_NUMBER if any(c.isdigit() for c in form) else _TELLING
    return letters >= least and form not in common_words()
