"""Metrics: which spellings are one, and whether less of it is better."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

_SPELLINGS: Final[tuple[tuple[str, ...], ...]] = (
    (
        "pass@1", "pass at 1", "pass 1", "pass@1 accuracy", "pass@1 rate", "resolve rate", "resolved rate",
        "resolution rate", "issue resolution rate", "resolve@1", "resolved",
    ),
    ("accuracy", "acc", "acc.", "accuracy rate"),
    ("top-1 accuracy", "top-1", "top-1 acc", "top1", "top1 accuracy", "acc@1"),
    ("top-5 accuracy", "top-5", "top-5 acc", "top5", "top5 accuracy", "acc@5"),
    ("success rate", "sr", "success", "task success rate", "task success"),
    ("win rate", "winrate", "wr"),
    ("length-controlled win rate", "lc win rate", "lc", "length controlled winrate"),
    ("attack success rate", "asr"),
    ("F1", "f1 score", "f1-score", "f1 measure", "f-1"),
    ("exact match", "em", "exact match accuracy", "exact match rate"),
    ("mIoU", "mean iou", "mean intersection over union"),
    ("mAP", "mean average precision"),
    ("AP", "average precision"),
    ("AUROC", "auc-roc", "roc-auc", "roc auc", "area under the roc curve"),
    ("FID", "fréchet inception distance", "frechet inception distance"),
    ("FVD", "fréchet video distance", "frechet video distance"),
    ("WER", "word error rate"),
    ("CER", "character error rate"),
    ("perplexity", "ppl"),
    ("PSNR", "peak signal-to-noise ratio"),
    ("SSIM", "structural similarity", "structural similarity index"),
    ("Dice", "dsc", "dice similarity coefficient", "dice coefficient"),
    ("MAE", "mean absolute error"),
    ("MSE", "mean squared error"),
    ("RMSE", "root mean square error", "root mean squared error"),
    ("CTR", "click-through rate"),
    ("Elo", "elo rating"),
    ("CLIP score", "clipscore"),
    ("Recall@1", "r@1"),
)  # fmt: skip
"""The spellings of one metric; the first is the one that is shown where papers write several."""

_LOWER_IS_BETTER: Final = re.compile(
    r"\b(?:[gr]?fid|fvd|kid|fad|lpips|distances?|[wct]er|[de]er|perplexit(?:y|ies)|ppl|errors?|rmse|mae|mse|epe|absrel|"
    r"loss(?:es)?|nll|bp[cd]|ece|fpr|regret|hallucinations?|toxicity|latency|false (?:positive|negative))(?![a-z])",
    re.IGNORECASE,
)
"""Metrics that measure what is wrong or far."""


def key(metric: str | None) -> str:
    """Return what all spellings of a metric share; empty where none is said.

    >>> key("Success rates") == key("SR"), key("F1 score") == key("F1"), key("resolve rate") == key("Pass@1")
    (True, True, True)
    >>> key("Pass@1") == key("Pass@10"), key("nDCG@10") == key("ndcg@ 10")
    (False, True)
    """
    plain, known = _plain(metric or ""), _known()
    if plain in known:
        return known[plain]
    return known.get(_AVERAGE.sub("", plain), plain)


def lower_is_better(metric: str | None) -> bool:
    """Tell whether a lower score is the better one.

    >>> lower_is_better("gFID"), lower_is_better("accuracy"), lower_is_better(None)
    (True, False, False)
    """
    return _LOWER_IS_BETTER.search(metric or "") is not None


_AVERAGE: Final = re.compile(r"^(?:average|avg|overall) ")


@cache
def _known() -> dict[str, str]:
    return {_plain(spelling): _plain(spellings[0]) for spellings in _SPELLINGS for spelling in spellings}


def _plain(name: str) -> str:
    name = " ".join(re.sub(r"[-_\u2010-\u2015]", " ", name.casefold()).split())
    name = re.sub(r" ?@ ?", "@", name)
    name = re.sub(r"(?<=[a-z]{3})(?<!s)s$", "", re.sub(r"ies$", "y", name))
    return name.removesuffix(" score") or name
