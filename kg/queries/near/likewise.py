"""Papers that say the same in the same words, as the full-text index ranks them."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from kg import schema

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.store import Store

LIKE: Final = f"""\
CALL db.index.fulltext.queryNodes('{schema.PAPER_TEXT_INDEX}', $query, {{limit: $limit}}) YIELD node AS p, score
RETURN p.paper_id AS paper_id, score
"""

_WORD: Final = re.compile(r"[^\W_]{3,}")
_COMMON: Final = frozenset(
    re.findall(
        r"\w+",
        """
        about above after all also and any are because been being between both but can could did does each for from had
        has have having here how into its itself more most nor not now off only other our out over own same she should
        some such than that the their them then there these they this those through too under until very was were what
        when where which while who whom why will with would you your
        """,
    )
)
_MOST_WORDS: Final = 120
_TITLE: Final = 2


def words_like(store: Store, texts: Sequence[tuple[str, str]], *, limit: int) -> dict[str, float]:
    """Return paper_id to score of the papers whose words are those of some titles and abstracts; the best first."""
    query = lucene_of(texts)
    if query is None or limit < 1:
        return {}
    return {row["paper_id"]: row["score"] for row in store.read(LIKE, query=query, limit=limit)}


def lucene_of(texts: Sequence[tuple[str, str]]) -> str | None:
    """Return the query for any of the words of titles and abstracts, or None where there is none.

    Each word weighs by how often it is there, a title's twice; Lucene itself knows which words are rare.

    >>> lucene_of([("The attention of experts", "Experts disagree (often).")])
    'experts^3 attention^2 disagree^1 often^1'
    """
    found: Counter[str] = Counter()
    for title, abstract in texts:
        for text, weight in ((title, _TITLE), (abstract, 1)):
            for word in _WORD.findall(text.lower()):
                if word not in _COMMON:
                    found[word] += weight
    return " ".join(f"{word}^{count}" for word, count in found.most_common(_MOST_WORDS)) or None
