"""The words that are ours: what each of them means, in one sentence for a reader.

It imports nothing, so that pages, exports and other faces can explain a word at no cost.
"""

from __future__ import annotations

from typing import Final

GLOSSARY: Final[dict[str, str]] = {
    "introduces": "The paper presents the thing as its own, as its title or abstract says.",
    "uses": "The paper builds on the thing or compares with it, as its title or abstract says.",
    "evaluates on": "The paper reports results on the benchmark, as its title or abstract says.",
    "reports": "The paper gives values of the metric.",
    "addresses": "The paper works on the task.",
    "builds on": "Inferred, and no citation: the one paper uses or evaluates on a thing that the other introduced.",
    "built on by": "Inferred, and no citation: the other paper uses or evaluates on a thing that this one introduced.",
    "score": "How sure the extractor is that the text says this, from 0 to 1.",
    "listed by a source": "A source gives this beside the text; no sentence of the paper was needed to say it.",
    "identifier only": "Another paper cites this one, and no source has given its title yet.",
    "cited by": "How many papers of this graph cite it; papers outside this graph are not counted.",
    "PageRank": "A paper ranks high when papers that rank high cite it: the chance that a reader who follows "
    "references at random is found at it (Brin and Page 1998).",
    "community": "A group of papers that cite each other more than they cite others, called by the things that are "
    "most typical of it (Leiden, Traag and others 2019).",
    "main path": "The chain of citations along which most ways from the oldest to the newest papers of this graph go "
    "(Hummon and Doreian 1989).",
    "near papers": "Papers that name the same things, cite the same papers, are cited together with it, or have its "
    "words; what few papers share weighs more (Adamic and Adar 2003).",
    "from outside": "No paper of this graph introduces the thing: it was there before, or its paper is not here.",
    "variant": "A size, version or part of a thing, as its name says: LLaMA-2-70B is a variant of LLaMA 2.",
    "rolled up": "Papers that name only a variant count for the thing itself.",
    "share of papers": "What part of the papers that were published in a month names the thing, so that a corpus that "
    "grows does not look like adoption.",
    "adoption": "How many papers name the thing, month by month, by what they do with it.",
    "rising": "Its share of the papers grew from the year before to the last six months by more than chance explains.",
    "falling": "Its share of the papers fell from the year before to the last six months by more than chance explains.",
    "uncertain": "Too few papers name it to tell whether its share of the papers changed: chance explains it.",
    "too little data": "So few papers name it that nothing can be told of its share.",
    "claimed": "The number is taken from a sentence of the paper; nobody has run it again.",
    "baseline": "The paper gives this number for somebody else's system, to compare with.",
    "rarity": "What few papers are joined with says more than what everything is joined with: a step costs the "
    "logarithm of how many relationships its two ends have.",
    "evidence": "The sentence, or the source, that says that a relationship is there.",
}
"""Term to one sentence."""


def meaning(term: str) -> str | None:
    """Return what a term means, in whatever case it is written; None where it is not one of ours.

    Example:
        >>> meaning("Evaluates on")
        'The paper reports results on the benchmark, as its title or abstract says.'
        >>> meaning("paper") is None
        True
    """
    return _FOLDED.get(term.casefold())


_FOLDED: Final = {term.casefold(): sentence for term, sentence in GLOSSARY.items()}
