"""How many of the references that were taken away from papers a recommendation brings back.

    python -m bench.recommend [--corpus NAME] [--papers N] [--seed N] [--weights]

Of each paper that cites five or more papers of its corpus a fifth of the references is hidden, all at once; what is
left ranks all papers that are not newer. Two corpora, each closed: ieeevis, openalex_synergy. The regression is fitted
on one and tested on the other; only the line "fitted here" has seen its own corpus, on other papers (five folds).
"References from a text alone" takes a paper away whole, and asks for all of its references.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import random
import re
import sys
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse

from kg.measures import fusion, recommendation
from kg.semantics import model

from .shared import CORPORA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    Scores = NDArray[np.float64]

NAMES = ("ieeevis", "openalex_synergy")
FEWEST = 5
HIDDEN = 0.2
CUTS = (10, 50)
FOLDS = 5
AT_ONCE = 100
FUSED = ("co_cited", "pagerank", "text", "references_of_nearest")
RIDGE = 0.1
SELF = 0.25
KEPT = 0.15
"""The share of wrong candidates that a regression is fitted on."""
WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True)
class Corpus:
    """The papers of one corpus, and what each cites of it."""

    name: str
    texts: list[str]
    years: NDArray[np.int64]
    cites: Any
    authors: Any


@dataclass(frozen=True)
class Asked:
    """One paper with its candidates: their features, which of them are hidden references, and how many those are."""

    columns: Scores
    ranks: Scores
    right: NDArray[np.bool_]
    hidden: int


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m bench.recommend")
    parser.add_argument("--corpus", choices=NAMES, help="Only this one, without what is fitted on the other.")
    parser.add_argument("--papers", type=int, default=1500, help="Ask for at most so many papers of each.")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--weights", action="store_true", help="Print the weights fitted on all, for kg.measures.fusion."
    )
    options = parser.parse_args()
    asked: dict[str, list[Asked]] = {}
    for name in [options.corpus] if options.corpus else NAMES:
        if not (CORPORA / f"{name}.jsonl.gz").exists():
            sys.exit(f"{name} is not here; bench.recommend measures on real papers alone.")
        corpus = read(name)
        kept, hidden = split(corpus, options.seed)
        questions = sorted(hidden)
        if len(questions) > options.papers:
            questions = sorted(random.Random(options.seed).sample(questions, options.papers))
        print(
            f"\n{name}: {len(corpus.texts):,} papers, {corpus.cites.nnz:,} citations; "
            f"{len(questions):,} papers ask for {sum(len(hidden[one]) for one in questions):,} hidden references",
            flush=True,
        )
        near = tfidf(corpus.texts)
        asked[name] = list(rows(corpus, kept, hidden, questions, near))
        text_alone(corpus, questions, near)
    fits = {name: fit(found) for name, found in asked.items()}
    print()
    for name, found in asked.items():
        say(f"{name}: reciprocal rank fusion of four signals, nothing fitted", mean(found, lambda one: one.ranks))
        for other in fits.keys() - {name}:
            say(f"{name}: regression fitted on {other}", mean(found, _by(fits[other])))
        say(f"{name}: regression fitted here, {FOLDS} folds", folds(found))
        say(f"{name}: the weights that are shipped", mean(found, _by(shipped())))
    if options.weights:
        weights = fit([one for found in asked.values() for one in found])
        for at, signal in enumerate(recommendation_names()):
            print(f'    "{signal}": ({weights[2 * at]:.3f}, {weights[2 * at + 1]:.3f}),')


def read(name: str) -> Corpus:
    """Read a corpus; citations of what is not in it are left out."""
    with gzip.open(CORPORA / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        papers = [json.loads(line) for line in lines]
    place = {paper["id"]: at for at, paper in enumerate(papers)}
    pairs = sorted(
        {(at, place[one]) for at, paper in enumerate(papers) for one in paper.get("references") or () if one in place}
    )
    names: dict[str, int] = {}
    wrote = sorted(
        {
            (at, names.setdefault(author.casefold().strip(), len(names)))
            for at, paper in enumerate(papers)
            for author in paper.get("authors") or ()
        }
    )
    rows, columns = zip(*wrote, strict=True)
    return Corpus(
        name,
        [f"{paper['title'] or ''}. {paper.get('abstract') or ''}" for paper in papers],
        np.array([paper["year"] or 0 for paper in papers]),
        matrix([(citing, cited) for citing, cited in pairs if citing != cited], len(papers)),
        sparse.csr_array((np.ones(len(wrote)), (rows, columns)), shape=(len(papers), len(names))),
    )


def matrix(pairs: Sequence[tuple[int, int]], size: int) -> Any:
    """Make the matrix of citations."""
    rows, columns = zip(*pairs, strict=True)
    return sparse.csr_array((np.ones(len(pairs)), (rows, columns)), shape=(size, size))


def split(corpus: Corpus, seed: int) -> tuple[Any, dict[int, set[int]]]:
    """Return the citations that are left, and paper to the references that were hidden."""
    hidden: dict[int, set[int]] = {}
    kept: list[tuple[int, int]] = []
    for paper in range(len(corpus.texts)):
        references = sorted(int(one) for one in corpus.cites[[paper]].indices)
        if len(references) >= FEWEST:
            dice = random.Random(f"{seed}:{paper}")
            hidden[paper] = set(dice.sample(references, max(1, round(HIDDEN * len(references)))))
        kept.extend((paper, one) for one in references if one not in hidden.get(paper, ()))
    return matrix(kept, len(corpus.texts)), hidden


def tfidf(texts: Sequence[str]) -> Any:
    """Return the vectors of texts, of length one: logarithm of how often a word occurs, times its rarity."""
    words: dict[str, int] = {}
    rows, columns, values = [], [], []
    for at, text in enumerate(texts):
        for word, count in Counter(WORD.findall(text.lower())).items():
            rows.append(at)
            columns.append(words.setdefault(word, len(words)))
            values.append(1 + math.log(count))
    found = sparse.csr_array((values, (rows, columns)), shape=(len(texts), len(words)))
    rarity = np.log(len(texts) / np.bincount(columns, minlength=len(words)))
    found = (found @ sparse.diags_array(rarity)).tocsr()
    lengths = np.sqrt(found.multiply(found).sum(axis=1))
    return (sparse.diags_array(1 / np.where(lengths > 0, lengths, 1)) @ found).tocsr()


def recommendation_names() -> list[str]:
    """Return the names of the signals, in order."""
    one = sparse.csr_array((1, 1))
    return list(recommendation.signals(one, one, np.array([-1]), np.zeros((1, 1))))


def rows(
    corpus: Corpus, kept: Any, hidden: Mapping[int, set[int]], questions: Sequence[int], near: Any
) -> Iterator[Asked]:
    """Give each question with its candidates; print what each signal finds alone."""
    found: dict[str, list[tuple[float, ...]]] = {}
    dice = np.random.default_rng(1)
    sizes = []
    for at in range(0, len(questions), AT_ONCE):
        own = np.array(questions[at : at + AT_ONCE])
        known = kept[own]
        texts = (near[own] @ near.T).toarray()
        authors = (corpus.authors[own] @ corpus.authors.T).toarray()
        authors[np.arange(len(own)), own] = 0
        scores = recommendation.signals(kept, known, own, texts, authors=authors)
        may = recommendation.allowed(known, own, corpus.years, corpus.years[own])
        for row, paper in enumerate(own):
            one = {name: values[row] for name, values in scores.items()}
            for name, values in {"random": dice.random(len(corpus.texts)), **one}.items():
                found.setdefault(name, []).append(recall(np.where(may[row], values, -1), hidden[int(paper)]))
            candidates = fusion.pool(one, may[row])
            sizes.append(len(candidates))
            columns = fusion.table(one, may[row], candidates)
            chosen = [2 * list(one).index(name) + 1 for name in FUSED]
            ranks = (1 / (fusion.CONSTANT + np.exp(-columns[:, chosen]))).sum(axis=1)
            right = np.isin(candidates, sorted(hidden[int(paper)]))
            yield Asked(columns, ranks, right, len(hidden[int(paper)]))
    print(f"  candidates of a paper after pooling: {np.median(sizes):,.0f} (median)")
    for name, values in found.items():
        say(f"  {name}", np.mean(values, axis=0))


def text_alone(corpus: Corpus, questions: Sequence[int], near: Any) -> None:
    """Print what comes back of whole lists of references where nothing but a text is known."""
    own = np.array(questions)
    ways = {"words (TF-IDF)": (near[own] @ near.T).toarray()}
    if model.installed():
        vectors = model.Model.load().embed(corpus.texts)
        vectors = vectors - vectors.mean(axis=0)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        ways["vectors"] = vectors[own] @ vectors.T
        ways["both, by reciprocal rank"] = hybrid(*ways.values())
    none = sparse.csr_array((len(own), len(corpus.texts)))
    may = recommendation.allowed(none, own, corpus.years, corpus.years[own])
    wanted = {row: set(corpus.cites[[paper]].indices.tolist()) for row, paper in enumerate(own)}
    for name, texts in ways.items():
        listed = recommendation.references_of_nearest(corpus.cites, texts, own)
        itself = np.asarray(recommendation.nearest(texts, own).toarray())
        both = _share(listed) + SELF * _share(itself)
        for what, scores in (("references of the nearest 50", listed), ("and the nearest themselves", both)):
            found = [recall(np.where(may[row], scores[row], -1), wanted[row]) for row in range(len(own))]
            say(f"  from the text alone, {name}: {what}", np.mean(found, axis=0))


def hybrid(*ways: Scores) -> Scores:
    """Fuse similarities row by row, by reciprocal rank."""
    total = np.zeros_like(ways[0], dtype=float)
    for scores in ways:
        order = np.argsort(-scores, axis=1, kind="stable")
        ranks = np.empty_like(order)
        np.put_along_axis(ranks, order, np.arange(1, scores.shape[1] + 1)[None, :].repeat(len(scores), axis=0), axis=1)
        total += 1 / (fusion.CONSTANT + ranks)
    return total


def recall(scores: Scores, wanted: set[int]) -> tuple[float, ...]:
    """Return the share of what is wanted among the first so many."""
    most = max(CUTS)
    best = np.argpartition(-scores, most)[:most]
    best = best[np.argsort(-scores[best], kind="stable")]
    return tuple(len(wanted & set(best[:cut].tolist())) / len(wanted) for cut in CUTS)


def fit(found: Sequence[Asked]) -> Scores:
    """Fit a logistic regression by Newton's method, and return what each column is worth."""
    dice = np.random.default_rng(0)
    kept = [one.right | (dice.random(len(one.right)) < KEPT) for one in found]
    columns = np.vstack([one.columns[some] for one, some in zip(found, kept, strict=True)])
    right = np.concatenate([one.right[some] for one, some in zip(found, kept, strict=True)]).astype(float)
    middle, spread = columns.mean(axis=0), columns.std(axis=0) + 1e-9
    scaled = np.column_stack([(columns - middle) / spread, np.ones(len(columns))])
    weights = np.zeros(scaled.shape[1])
    for _ in range(12):
        chance = 1 / (1 + np.exp(-scaled @ weights))
        slope = scaled.T @ (chance - right) + RIDGE * weights
        curve = (scaled * (chance * (1 - chance))[:, None]).T @ scaled + RIDGE * np.eye(len(weights))
        weights -= np.linalg.solve(curve, slope)
    return np.asarray(weights[:-1] / spread, dtype=float)


def folds(found: Sequence[Asked]) -> Scores:
    """Return the recall where each fifth is scored by what the others taught."""
    parts = []
    for fold in range(FOLDS):
        weights = fit([one for at, one in enumerate(found) if at % FOLDS != fold])
        tested = [one for at, one in enumerate(found) if at % FOLDS == fold]
        parts.append(mean(tested, _by(weights)) * len(tested))
    return np.asarray(np.sum(parts, axis=0) / len(found), dtype=float)


def shipped() -> Scores:
    """Return the weights of kg.measures.fusion."""
    return np.array([one for name in recommendation_names() for one in fusion.WEIGHTS.get(name, (0.0, 1.0))])


def mean(found: Sequence[Asked], score: Callable[[Asked], Scores]) -> Scores:
    """Return the mean recall of a way to score candidates."""
    total = np.zeros(len(CUTS))
    for one in found:
        order = np.argsort(-score(one), kind="stable")
        total += [one.right[order[:cut]].sum() / one.hidden for cut in CUTS]
    return total / len(found)


def _by(weights: Scores) -> Callable[[Asked], Scores]:
    return lambda one: one.columns @ weights


def _share(scores: Scores) -> Scores:
    best = scores.max(axis=1, keepdims=True)
    return np.asarray(scores / np.where(best > 0, best, 1))


def say(what: str, figures: Scores) -> None:
    """Print a line."""
    told = "".join(f"  R@{cut} {figure:.3f}" for cut, figure in zip(CUTS, figures, strict=True))
    print(f"{what:<74}{told}", flush=True)


if __name__ == "__main__":
    main()
