"""Current keys: in the address of any page, the key that a thing had before people merged or retyped it gives way."""

from __future__ import annotations

from typing import Final

import streamlit as st

from kg.dashboard.session.answers import answer
from kg.model import LABELS
from kg.queries.former import survivors

NAMED_BY: Final = ("id", "ids", "from", "to", "entity", "benchmark", "node", "about")
"""The parameters of pages that name a thing by its key."""
_MOST: Final = 100
_LONGEST: Final = 500
_PREFIXES: Final = tuple(f"{label.lower()}:" for label in LABELS)


def keep_current() -> None:
    """Write into the address what things are called now, before its page reads it; pages need not ask."""
    said = {name: st.query_params.get_all(name) for name in NAMED_BY if name in st.query_params}
    keys = [key.strip() for values in said.values() for key in values]
    entities = dict.fromkeys(key for key in keys if key.startswith(_PREFIXES) and len(key) <= _LONGEST)
    now = answer(survivors, tuple(entities)[:_MOST]) if entities else {}
    for name, values in said.items():
        current = list(dict.fromkeys(now.get(key.strip(), key) for key in values))
        if any(key.strip() in now for key in values):
            st.query_params[name] = current
