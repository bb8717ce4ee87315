from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from kg import queries

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from kg.store import Store

pytestmark = pytest.mark.browser


def rest(page: Page) -> None:
    page.wait_for_function("window.kgMap && kgMap.resting()")


def test_a_reader_enters_a_field_opens_an_entity_and_comes_back_to_the_field(graph: Store, page: Page) -> None:
    view = queries.field_map(graph)
    field = view.fields[0]
    page.goto("/map")
    rest(page)
    assert {place["id"] for place in page.evaluate("kgMap.places()")} == {one.entity_id for one in view.places}
    boxes = [(one["x"] - one["half"], one["y"], one["x"] + one["half"]) for one in page.evaluate("kgMap.names()")]
    assert len(boxes) > 20
    overlapping = [
        (a, b) for at, a in enumerate(boxes) for b in boxes[:at]
        if a[0] < b[2] - 1 and b[0] < a[2] - 1 and abs(a[1] - b[1]) < 11
    ]  # fmt: skip
    assert overlapping == []

    page.mouse.click(*page.evaluate(f"kgMap.field({field.field})"))
    expect(page).to_have_url(re.compile(rf"/map\?field={field.field}$"))
    rest(page)
    inside = page.evaluate("kgMap.places()")
    assert {place["id"] for place in inside} == set(field.entities)
    expect(page.get_by_text(f"{len(inside)} entities, most papers first")).to_be_visible()

    page.mouse.click(*page.evaluate(f"kgMap.screen({field.entities[0]!r})"))
    page.get_by_role("link", name="Its neighbourhood").click()
    expect(page).to_have_url(re.compile(r"/graph\?node="))
    page.wait_for_function("window.kgGraph && kgGraph.nodes().length > 1")
    page.go_back()
    expect(page).to_have_url(re.compile(rf"/map\?field={field.field}$"))
    page.wait_for_function(f"window.kgMap && kgMap.places().length === {len(field.entities)}")
    page.get_by_role("button", name="The whole map").first.click()
    expect(page).to_have_url(re.compile(r"/map$"))


def test_without_a_mouse_a_reader_walks_the_map_and_plays_it_by_month(page: Page) -> None:
    page.goto("/graph")
    rest(page)
    page.get_by_role("application").focus()
    page.keyboard.press("Home")
    first = page.evaluate("kgMap.state().picked")
    largest = max(page.evaluate("kgMap.places()"), key=lambda place: place["drawn"])
    assert first == page.evaluate("kgMap.places()")[0]["id"]
    assert largest["papers"] == page.evaluate("kgMap.places()")[0]["papers"]
    page.keyboard.press("ArrowRight")
    second = page.evaluate("kgMap.state().picked")
    assert second not in {None, first}
    assert page.evaluate(f"kgMap.screen({second!r})[0] > kgMap.screen({first!r})[0]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Its neighbourhood")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.get_by_role("application").focus()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Its neighbourhood")).to_be_hidden()

    month = page.get_by_role("slider", name="Month")
    month.focus()
    month.press("Home")
    expect(page).to_have_url(re.compile(r"month=\d{4}-\d\d"))
    shown = "kgMap.places().filter((place) => place.drawn).length"
    early, whole = page.evaluate(shown), page.evaluate("kgMap.places().length")
    assert 0 < early < whole
    first_month = page.evaluate("kgMap.state().month")
    page.get_by_role("button", name="Play").click()
    page.wait_for_function(f"kgMap.state().month > {first_month}")
    page.get_by_role("button", name="Pause").click()
    stopped = page.evaluate("kgMap.state().month")
    expect(page).to_have_url(re.compile(rf"month={stopped // 12:04d}-{stopped % 12 + 1:02d}"))
    month.press("End")
    expect(page).to_have_url(re.compile(r"/graph$"))
    assert page.evaluate(shown) == whole
