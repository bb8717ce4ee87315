"""The tree of variants that an entity belongs to, as lists in lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kg.dashboard.layout.pieces import chip, empty, explained, section
from kg.dashboard.words.wording import count, plain
from kg.queries.variants import MOST

if TYPE_CHECKING:
    from kg.queries.variants import Branch, Family


def variant_tree(found: Family, entity_id: str) -> None:
    """Draw the trees; nothing where the entity has no variants and is none."""
    if not found.trees:
        return
    section("Variants", count(sum(map(len, found.trees)), "name"))
    st.html(f'<div class="kg-faint">What is a {explained("variant")}?</div>')
    drawn = "".join(_branch(tree, entity_id) for tree in found.trees)
    st.html(f'<ul class="kg-tree">{drawn}</ul>')
    if found.cut:
        empty(f"It has more than {MOST} relatives: those that most papers name are shown.")


def _branch(branch: Branch, entity_id: str) -> str:
    row = branch.entity
    here = ' aria-current="true"' if row.entity_id == entity_id else ""
    name = f"<b{here}>{plain(row.name)}</b>" if here else chip(row.label, row.entity_id, row.name)
    below = f"<ul>{''.join(_branch(one, entity_id) for one in branch.variants)}</ul>" if branch.variants else ""
    return f'<li>{name} <span class="kg-faint">{count(row.papers, "paper")}</span>{below}</li>'
