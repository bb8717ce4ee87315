"""Metric words: how names and nouns of metrics are written, beside those that the list of metrics has."""

from __future__ import annotations

from typing import Final

from extract.lexicon.vocabulary import words

SHORT_METRICS: Final = "F1|IoU|mAP|BLEU|ROUGE|AUC|PSNR|SSIM|LPIPS|FID|FVD|AbsRel"
"""Pattern of short names with which longer ones end: "S-PSNR", "CIFAR-FID"."""
METRIC_FORMS: Final = (
    r"(?:pass|acc|recall|hits?|ndcg|map|mrr|r|p|f1|avg|maj|cons|best|top|ap|success|precision)[@^]\\?\w+(?:[.:]\d+)*"
    r"|pass\s+at\s+\d+|AP_?\d+|mAP_?\d+(?:[:-]\d+)?|[FT][PN]R@?\d*"
    r"|[A-Z][A-Za-z]*-(?:m?AP|F1|m?IoU|AUC|Acc|EM|BLEU|NDCG|MRR|FID|FVD)|AUC-(?:ROC|PR)"
    r"|[A-Za-z]+(?:-[A-Za-z]+)*@\d+(?:\.\d+)?[A-Za-z]*|BLEU-?\d|ROUGE-[\dL]\w*"
)
"""Pattern of metrics beside a number: "pass@1", "AUC-ROC"."""
METRIC_NAMES: Final = (
    r"(?:BLEU|Bleu|ROUGE|Rouge)-\w+|(?:m?AP|[nN]DCG|Recall|[RP]|Hits?|[Pp]ass|Acc|MRR|F1)@[\w.]+|(?:[\w+-]*[\w+]-)?F1"
    r"|[a-z\d]*IoU|[A-Z][\w-]*[a-z\d][Ss]core|[A-Z]\w*-[Ss]core"
)
"""Pattern of names that are metrics wherever they stand: "BLEU-4", "CLIPScore"."""
METRIC_NOUNS: Final = words(
    "score scores rate rates error accuracy coefficient distance f1 iou precision recall perplexity"
)
"""Last words that make a metric of a phrase."""
MEASURED_NOUNS: Final = words(
    "score scores rate rates accuracy accuracies error errors precision recall success correlation distance similarity "
    "fidelity consistency loss perplexity correctness robustness faithfulness"
)
"""Last words that make a metric of a phrase beside a number."""
TWO_SENSES: Final = words("precision precisions recall sensitivity specificity coverage")
"""Metrics whose words mean something else as often."""
OTHER_METRICS: Final = (
    r"(?:precision|recall|F-?1|F-?score|accurac\w+|AUC|AUROC|AUPRC|sensitivity|specificity|ROC|mAP|IoU|Dice|MAE|RMSE|"
    r"[A-Z]\w*@\d+|metrics?|false|true\s+positives?)"
)
"""Pattern of what stands beside them where they are metrics."""
