"""What tests of pages share beside those of the dashboard: no answer of another store is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def nothing_kept() -> Iterator[None]:
    """No answer of another store is kept."""
    st.cache_data.clear()
    yield
    st.cache_data.clear()
    st.cache_resource.clear()
