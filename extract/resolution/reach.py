"""Reach: which mentions can have a say in what others are resolved to.

Each mention lies at a few points of one space of names: that of its own name in any spelling, of its long form, of what
it may be a variant of. Mentions that share a point may have a say in each other, and so may those that others join to
them; nobody else does. So mentions that no point joins to the rest can be resolved without the rest.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from extract.lexicon import normal_form
from extract.resolution.entity_keys import form_of
from extract.resolution.spelling_variants import shared_spelling
from extract.resolution.variants import parents

if TYPE_CHECKING:
    from kg.model import Mention

_SCORE = " score"


def points(mention: Mention) -> frozenset[str]:
    """Give the points at which a mention lies.

    >>> from kg.model import Mention
    >>> sorted(points(Mention("title", 0, 9, "Llama2-7B", "Model", 0.9, "hand", "USES")))
    ['llama2', 'llama2 7b']
    """
    if mention.label == "Repo":
        return frozenset((f"repo {(mention.name or mention.surface).casefold()}",))
    long = None if mention.long_form is None else normal_form(mention.long_form)
    return _points(form_of(mention), long, mention.label == "Metric")


@lru_cache(maxsize=65536)
def _points(form: str, long: str | None, is_metric: bool) -> frozenset[str]:  # noqa: FBT001 - private and cached
    forms = {form, *parents(form, "Model"), *parents(form, "Benchmark")}
    if long is not None:
        forms.add(long)
    if is_metric:
        forms |= {one.removesuffix(_SCORE) for one in forms}
    return frozenset(map(shared_spelling, forms))
