from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from kg.dashboard.analysis.comparison import as_text
from tests.kg.queries import small

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    from kg.store import Store

pytestmark = pytest.mark.usefixtures("dashboard_environment", "nothing_kept")


def rows(said: str) -> dict[str, list[str]]:
    """The table's rows by their names."""
    found = re.findall(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', said, re.DOTALL)
    return {
        as_text(re.sub(r"<details.*?<summary[^>]*>(.*?)</summary>.*?</details>", r"\1", name)): re.findall(
            r"<td>(.*?)</td>", cells, re.DOTALL
        )
        for name, cells in found
    }


def test_papers_stand_side_by_side_with_what_they_share_marked(
    store: Store, read: Callable[..., AppTest], words: Callable[[AppTest], str]
) -> None:
    small.fill(store)
    app = read("compare", ids=["mid", "new"])
    table = rows(words(app))
    assert table["Year"] == ["2025", "2026"]
    assert table["claimed on QuuxBench, pass@1"] == ["60% (ZorbNet)", "71.5% (ZorbNet-7B)"]
    assert all("kg-shared" in cell for cell in table["evaluates on"])
    assert "kg-shared" not in table["uses"][0]
    assert "cited by 2 of 2 here" in words(app)
    assert [getattr(one, "label", "") for one in app.get("download_button")] == ["CSV"]


def test_entities_stand_side_by_side_on_one_scale(
    store: Store, read: Callable[..., AppTest], words: Callable[[AppTest], str]
) -> None:
    small.fill(store)
    table = rows(words(read("compare", ids=["model:zorb", "model:zorb-7b"])))
    assert table["First month"] == ["2025-01", "2026-02"]
    assert "from outside" in table["Introduced by"][1]
    assert all("kg-spark" in cell for cell in table["Adoption on one scale"])
    assert "ZorbNet-7B" in table["Variants"][0]


def test_things_are_added_and_taken_out(
    store: Store, read: Callable[..., AppTest], words: Callable[[AppTest], str]
) -> None:
    small.fill(store)
    app = read("compare", ids=["model:zorb"])
    assert "Choose two to five" in words(app)
    app.text_input("add_find").set_value("ZorbNet-7B").run()
    app.button("add_take_model:zorb-7b").click().run()
    assert "First month" in rows(words(app))
    app.button("drop_model:zorb").click().run()
    assert app.query_params["ids"] == "model:zorb-7b"


def test_only_differences_are_shown_where_that_is_asked(
    store: Store, read: Callable[..., AppTest], words: Callable[[AppTest], str]
) -> None:
    small.fill(store)
    whole, differing = (
        rows(words(read("compare", ids=["model:zorb", "model:zorb-7b"], rows=which)))
        for which in ("all", "differences")
    )
    assert set(whole) - set(differing) == {"Type", "Benchmarks of its papers"}


def test_what_cannot_stand_beside_the_others_is_said(
    store: Store, read: Callable[..., AppTest], words: Callable[[AppTest], str]
) -> None:
    small.fill(store)
    said = words(read("compare", ids=["mid", "new", "model:zorb", "<i>", "author:ada"]))
    assert "ZorbNet is left out" in said
    assert "nothing with the id &quot;&lt;i&gt;&quot;" in said
    assert "Ada Love is of the kind Author" in said
    assert "Year" in rows(said)
