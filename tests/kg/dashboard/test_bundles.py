from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.dashboard import bundles
from kg.dashboard.bundles import bundle
from kg.errors import KGError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("name", ["graph_view", "cypher_editor"])
def test_a_bundle_is_text_that_streamlit_takes_for_code(name: str) -> None:
    text = bundle(name)

    assert "\n" in text.strip()
    assert "export{" in text


def test_a_bundle_that_was_not_built_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundles, "FOLDER", tmp_path)

    with pytest.raises(KGError, match="was not built: install the project"):
        bundle("graph_view")
