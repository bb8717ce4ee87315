"""The commands that make the tagger again and say how good it is: `python -m training`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import CallError, KGError
from training.corpora.passages import LABELS, read
from training.evaluation import baseline, pairs, report, score
from training.evaluation import error_analysis as mistakes
from training.evaluation.systems import SYSTEMS, runs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from training.corpora.passages import Passage, Span

CARD = Path(__file__).parents[1] / "extract" / "MODEL_CARD.md"
_GOLD = Path(__file__).parents[1] / "tests" / "extract"
_SHARED = Path(__file__).parents[1].parent / "shared"


def parser() -> argparse.ArgumentParser:
    """Describe the commands."""
    made = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    commands = made.add_subparsers(required=True, metavar="COMMAND")
    one = commands.add_parser("score", help="print every table that can be computed, and fill the model card")
    one.add_argument("--shared", type=Path, default=_SHARED, help="the folder that holds ner, corpora and seed")
    one.add_argument("--gold", type=Path, default=_GOLD, help="the folder that holds gold_more.jsonl")
    one.add_argument("--rows", action="store_true", help="one line a listed paper, with what is wrong in it")
    one.add_argument(
        "--baseline",
        nargs="*",
        choices=list(baseline.SEEDS),
        metavar="CORPUS",
        help=f"train the baseline again first (minutes a run), on these or all of {', '.join(baseline.SEEDS)}",
    )
    one.add_argument("--card", type=Path, default=CARD, help="the model card whose figures are filled in")
    one.set_defaults(run=_score)
    one = commands.add_parser("train", help="make the weights again (hours on two cores); needs the extra `train`")
    one.add_argument("--shared", type=Path, default=_SHARED, help="the folder that holds ner and corpora")
    one.add_argument("--checkpoints", type=Path, default=Path("build/training"), help="where what is trained is kept")
    one.add_argument("--seed", type=int, default=0)
    one.add_argument("--judgement", action="store_true", help="fit judgement alone, on the weights that are there")
    one.add_argument("--word-vectors", action="store_true", help="make the word vectors of resolution alone (minutes)")
    one.set_defaults(run=_train)
    one = commands.add_parser("pairs", help="print how well labelled pairs of names are resolved")
    one.add_argument("--shared", type=Path, default=_SHARED, help="the folder that holds corpora")
    one.set_defaults(run=lambda options: _say(pairs.report(options.shared / "corpora")))
    one = commands.add_parser("mistakes", help="print the most frequent kinds of mistakes in the dev parts")
    one.add_argument("--shared", type=Path, default=_SHARED, help="the folder that holds ner")
    one.add_argument("--system", choices=SYSTEMS, default="default")
    one.add_argument("--corpus", choices=list(LABELS), nargs="+", default=list(LABELS))
    one.add_argument("--most", type=int, default=20, help="so many kinds of each corpus, and of all")
    one.set_defaults(run=_mistakes)
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command, and give its exit code."""
    options = parser().parse_args(arguments)
    try:
        options.run(options)
    except KGError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    return 0


def _train(options: argparse.Namespace) -> None:
    try:
        from training import recipe  # noqa: PLC0415 - torch is there only with the extra
    except ModuleNotFoundError as error:
        raise CallError(f"{error.name} is absent: install it with `pip install 'paper-kg[train]'`.") from error
    if options.judgement:
        recipe.judgement(options.shared, say=_progress)
    elif options.word_vectors:
        recipe.read_words(options.shared, say=_progress)
    else:
        recipe.make(options.shared, options.checkpoints, seed=options.seed, say=_progress)


def _score(options: argparse.Namespace) -> None:
    if options.baseline is not None:
        for corpus in options.baseline or baseline.SEEDS:
            for seed in baseline.SEEDS[corpus]:
                _progress(f"training the baseline on {corpus}, seed {seed}")
                baseline.run(options.shared / "ner", corpus, seed)
    tables = score.compute(options.shared, options.gold, tell=_progress)
    score.write(tables)
    _progress("resolving all Hugging Face papers")
    text = f"{report.report(tables)}\n\nResolution of labelled pairs:\n\n{pairs.report(options.shared / 'corpora')}"
    report.fill(options.card, "scores", text)
    _say(text)
    if options.rows:
        _say(report.rows(tables))


def _mistakes(options: argparse.Namespace) -> None:
    passages: list[Passage] = []
    marked: list[tuple[Span, ...]] = []
    for corpus in options.corpus:
        dev = read(options.shared / "ner", corpus, "dev")
        made = runs(options.system, corpus, dev)
        if isinstance(made, str):
            if len(options.corpus) == 1:
                raise CallError(f"There is nothing to sort: {made}.")
            _say(f"{corpus}: {made}")
            continue
        _kinds(f"{corpus}, {options.system}", mistakes.kinds(dev, made[0].spans), options.most)
        passages += dev
        marked += made[0].spans
    if len(options.corpus) > 1:
        _kinds(f"all of them, {options.system}", mistakes.kinds(passages, marked), options.most)


def _kinds(title: str, found: Sequence[mistakes.Kind], most: int) -> None:
    _say(f"{title}: {sum(kind.times for kind in found)} mistakes of {len(found)} kinds")
    for kind in found[:most]:
        shown = "; ".join(" -> ".join(filter(None, (one.annotated, one.marked))) for one in kind.examples)
        _say(f"{kind.times:5}  {kind.name}: {' '.join(shown.split())}")


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


def _progress(text: str) -> None:
    sys.stderr.write(text + "\n")


if __name__ == "__main__":
    raise SystemExit(main())
