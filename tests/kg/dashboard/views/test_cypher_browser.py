"""The page for Cypher as a person uses it, in a browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

CONTRASTS = """(marks) => {
  const context = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d");
  const painted = (...colours) => {
    for (const colour of colours) { context.fillStyle = colour; context.fillRect(0, 0, 1, 1); }
    return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)];
  };
  const bright = (rgb) => {
    const [r, g, b] = rgb.map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const root = [...document.querySelectorAll("*")].map((one) => one.shadowRoot).filter(Boolean)
    .find((one) => one.querySelector(".cm-editor")) ?? document;
  const of = (element, name) => getComputedStyle(element).getPropertyValue(name);
  const page = of(document.querySelector(".stApp"), "background-color");
  const editor = of(root.querySelector(".cm-editor"), "background-color");
  const active = of(root.querySelector(".cm-activeLine"), "background-color");
  const found = {};
  for (const element of root.querySelectorAll(marks)) {
    const [light, dark] = [painted(page, editor, active, of(element, "color")), painted(page, editor, active)]
      .map(bright).sort((a, b) => b - a);
    found[`${element.textContent} ${of(element, "color")}`] = (light + 0.05) / (dark + 0.05);
  }
  return found;
}"""


def open_console(page: Page, address: str = "/cypher") -> None:
    page.goto(address)
    expect(page.get_by_role("textbox", name="Cypher query")).to_be_visible()
    settle(page)


def settle(page: Page) -> None:
    """Wait until Streamlit draws no more."""
    page.wait_for_function(
        "document.querySelector('.stApp').dataset.testScriptState === 'notRunning'"
        " && !document.querySelector('[data-stale=true]')"
    )


def write(page: Page, query: str) -> None:
    page.locator(".cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(query)


def test_a_reader_is_helped_from_the_first_word_to_the_chart(page: Page) -> None:
    open_console(page)
    write(page, "MATCH (p:Paper)-")
    page.keyboard.type("[:")
    offered = page.locator(".cm-tooltip-autocomplete li")
    expect(offered.filter(has_text="EVALUATES_ON")).to_be_visible()
    expect(offered.filter(has_text="upvotes")).to_have_count(0)
    page.keyboard.type("EVAL")
    expect(offered).to_have_count(1)
    expect(offered).to_have_attribute("aria-selected", "true")
    page.wait_for_timeout(150)  # no key takes what the editor has offered for less than 75 ms
    page.keyboard.press("Tab")
    expect(page.locator(".cm-content")).to_contain_text("[:EVALUATES_ON]")

    write(page, "MATCH (p:Paper)-[:EVALUATES_ON]->(b:Benchmark)\nRETURN b.nam AS benchmark, count(p) AS papers")
    remark = page.locator(".remarks li")
    expect(remark).to_contain_text("The graph has no property nam; the nearest that it has is name.")
    expect(page.locator(".cm-doubtful")).to_have_text("nam")
    page.get_by_role("button", name="Write name").click()
    expect(page.locator(".cm-content")).to_contain_text("b.name AS benchmark")
    expect(remark).to_have_count(0)

    page.keyboard.press("Control+Enter")
    expect(page.get_by_text(re.compile(r"^\d+ rows in [\d,]+ ms"))).to_be_visible()
    page.get_by_role("radio", name="Chart").or_(page.get_by_role("button", name="Chart")).first.click()
    expect(page.locator(".stVegaLiteChart canvas, .stVegaLiteChart svg").first).to_be_visible()
    page.wait_for_url(re.compile("view=chart"))


def test_what_is_refused_is_marked_and_the_keyboard_leaves_the_editor(page: Page) -> None:
    open_console(page)
    write(page, "MATCH (n)\nSET n.x = 1")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text(re.compile(r"^Refused \(rule: writes\).*\(line 2, column 1\)"))).to_be_visible()
    expect(page.locator(".cm-refused")).to_have_text("SET")
    expect(page.locator(".remarks li.error")).to_contain_text("can only be read")

    page.locator(".cm-content").focus()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(page.locator(".cm-content")).not_to_be_focused()


def test_a_name_of_the_schema_is_written_at_the_cursor(page: Page) -> None:
    open_console(page)
    write(page, "MATCH (p:Paper)-")
    page.get_by_title("Write [:USES] at the cursor").click()
    expect(page.locator(".cm-content")).to_have_text("MATCH (p:Paper)-[:USES]")
    expect(page.locator(".cm-content")).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_in_the_editor_can_be_read(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    open_console(page)
    write(page, "MATCH (p:Paper {title: 'x'}) WHERE p.year > 2000 AND true RETURN count(p) AS n, type(null) // said")
    contrasts: dict[str, float] = page.evaluate(
        CONTRASTS,
        ".cm-line span, .cm-content, .cm-lineNumbers .cm-gutterElement, .bar span, .schema .count, .schema summary",
    )
    assert len(contrasts) > 8
    assert {word: ratio for word, ratio in contrasts.items() if ratio < 4.5} == {}


def test_on_a_telephone_the_editor_and_the_schema_fit(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 840})
    open_console(page)
    page.get_by_text("What is in the graph").click()
    expect(page.get_by_title("Write :Paper at the cursor")).to_be_visible()
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth <= innerWidth")
