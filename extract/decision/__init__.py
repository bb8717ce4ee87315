"""The decision: which candidates are mentions, of which type, in which relation."""

from extract.decision import (  # noqa: F401 - importing a component registers its factory
    benchmark_spans,
    consolidation,
)
from extract.decision.classifier import FARTHEST, Verdict, Weights, judge
from extract.decision.consolidation import by_rules
from extract.decision.explanation import Explanation, explain
from extract.decision.feature_vector import features, page

__all__ = ["FARTHEST", "Explanation", "Verdict", "Weights", "by_rules", "explain", "features", "judge", "page"]
