"""The drawn map: circles at fixed places in a component of ours, and what the reader chose there."""

from __future__ import annotations

import functools
import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from kg.dashboard.bundles import bundle

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from streamlit.components.v2.types import ComponentRenderer

SPANS: Final[dict[int, str]] = {0: "all before, too", 6: "with the 5 before", 12: "with the 11 before", 1: "that month"}
"""Of a month on the slider, which months are looked at."""

_OPTIONS = "".join(f'<option value="{span}">{said}</option>' for span, said in SPANS.items())
_HTML = f"""
<div class="field-map">
  <div class="frame">
    <div class="stage"><canvas tabindex="0" role="application" aria-roledescription="map"
      aria-describedby="field-map-keys"></canvas></div>
    <div class="tip" hidden></div>
    <div class="card" hidden></div>
    <button type="button" class="back" hidden>&larr; The whole map</button>
    <div class="zoom">
      <button type="button" data-deed="in" title="Zoom in" aria-label="Zoom in">+</button>
      <button type="button" data-deed="out" title="Zoom out" aria-label="Zoom out">&minus;</button>
      <button type="button" data-deed="fit" title="Fit into view" aria-label="Fit into view">&#x2922;</button>
    </div>
  </div>
  <p class="unseen" id="field-map-keys">Arrows go from one to the next, Enter opens it, Escape goes back, plus and minus
    zoom. The same stands as a table below.</p>
  <div class="unseen status" role="status"></div>
  <div class="time" role="group" aria-label="Time" hidden>
    <button type="button">Play</button>
    <input type="range" step="1" aria-label="Month">
    <output>all time</output>
    <select aria-label="Which months">{_OPTIONS}</select>
  </div>
  <div class="legend" role="group" aria-label="Fields: press one to show it alone"></div>
</div>
"""
_CSS = """
.field-map { font-family: var(--st-font); color: var(--st-text-color); font-size: 0.875rem; }
button, select { font: inherit; color: inherit; cursor: pointer; background: var(--st-background-color);
  border: 1px solid var(--st-border-color); border-radius: 0.4rem; }
button:hover { background: var(--st-secondary-background-color); }
button:focus-visible, select:focus-visible, input:focus-visible, canvas:focus-visible, a:focus-visible {
  outline: 2px solid var(--st-primary-color); outline-offset: 1px; }
canvas:focus-visible { outline-offset: -3px; border-radius: var(--st-base-radius, 0.5rem); }
.frame { position: relative; border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius, 0.5rem);
  overflow: hidden; }
.stage { width: 100%; height: min(max(72vh, 20rem), 125vw); color: var(--st-text-color);
  background: var(--st-background-color); transition: color 1ms, background-color 1ms; }
canvas { display: block; width: 100%; height: 100%; cursor: grab; user-select: none; touch-action: pan-x pan-y;
  -webkit-tap-highlight-color: transparent; }
.tip, .card { position: absolute; z-index: 2; max-width: min(22rem, 80%); padding: 0.4rem 0.65rem; line-height: 1.45;
  border-radius: 0.4rem; white-space: pre-line; overflow-wrap: anywhere; background: var(--st-background-color);
  border: 1px solid var(--st-border-color); box-shadow: 0 2px 10px color-mix(in srgb, black 18%, transparent); }
.tip { pointer-events: none; }
.card { left: 0.7rem; bottom: 0.7rem; display: flex; flex-direction: column; gap: 0.25rem; }
.card b { font-weight: 650; }
.card div { display: flex; flex-wrap: wrap; gap: 0.3rem 0.9rem; align-items: center; margin-top: 0.15rem; }
.card a { color: inherit; text-underline-offset: 0.18em; }
.card button { padding: 0.05rem 0.5rem; }
[hidden] { display: none !important; }
.back { position: absolute; left: 0.7rem; top: 0.7rem; padding: 0.2rem 0.7rem; }
.zoom { position: absolute; right: 0.6rem; bottom: 0.6rem; display: flex; flex-direction: column; gap: 0.25rem; }
.zoom button { width: 2rem; height: 2rem; line-height: 1; font-size: 1rem; padding: 0; }
.time { display: flex; flex-wrap: wrap; align-items: center; gap: 0.4rem 0.75rem; margin-top: 0.6rem; }
.time button { min-width: 4.5rem; padding: 0.15rem 0.6rem; }
.time input { flex: 1 1 12rem; min-width: 8rem; accent-color: var(--st-primary-color); }
.time output { min-width: 4.4rem; font-variant-numeric: tabular-nums; }
.time select { padding: 0.15rem 0.3rem; }
.legend { display: flex; flex-wrap: wrap; gap: 0.35rem; margin-top: 0.6rem; }
.legend button { display: inline-flex; align-items: center; gap: 0.4rem; padding: 0.12rem 0.6rem; border-radius: 1rem;
  max-width: 100%; text-align: left; }
.legend button[aria-pressed="true"] { border-color: currentColor; box-shadow: inset 0 0 0 1px currentColor; }
.legend .quiet { border-style: dashed; }
.legend .name { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.key { display: inline-flex; align-items: center; gap: 0.4rem; padding: 0.12rem 0.4rem; }
.mark { flex: none; width: 0.7rem; height: 0.7rem; border-radius: 50%; }
.mark.ring { background: none; border: 2px solid currentColor; box-sizing: border-box; }
.count { opacity: 0.75; font-variant-numeric: tabular-nums; }
.unseen { position: absolute; width: 1px; height: 1px; margin: -1px; padding: 0; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap; border: 0; }
"""


@dataclass(frozen=True, slots=True)
class Spot:
    """A circle on a map.

    Attributes:
        says: what is said of it below its name, as text.
        group: the number of its field or community; 0 where it has none.
        near: (number of another spot, weight); each edge stands at one of its ends.
        months: (month, papers), in months since the year 0.
    """

    node_id: str
    name: str
    says: str
    x: float
    y: float
    radius: float
    group: int
    papers: int
    rises: bool
    near: tuple[tuple[int, float], ...]
    months: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A field or a community, its colour, and how many of it the map shows."""

    number: int
    name: str
    colour: str
    count: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a map draws.

    Attributes:
        view: names the map; while it stays, the camera does.
        links: `around` and `page`: addresses that an id is appended to.
        words: what the component says: `enter`, `only`, `all`, `ring`, and the names of links.
    """

    view: str
    label: str
    spots: tuple[Spot, ...]
    groups: tuple[Group, ...]
    links: Mapping[str, str]
    words: Mapping[str, Any] = field(hash=False)
    square: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """What of a map a reader looks at: some of its groups, or all; a month with so many in all (0: all before)."""

    groups: tuple[int, ...] = ()
    month: int | None = None
    span: int = 0


def parse(value: object) -> tuple[str, Choice] | None:
    """Read what the browser sent; a browser can send anything, so what makes no sense is no event."""
    if not isinstance(value, dict):
        return None
    view, groups, month, span = (value.get(name) for name in ("view", "chosen", "month", "span"))
    right = isinstance(view, str) and isinstance(groups, list) and all(map(_whole, groups))
    if not right or not (month is None or _whole(month)) or span not in SPANS or not _whole(span):
        return None
    return str(view), Choice(tuple(groups or ()), month, span)


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1_000_000  # noqa: PLR2004 # of any year


@functools.cache
def _component() -> ComponentRenderer:
    return st.components.v2.component("kg_field_map", html=_HTML, css=_CSS, js=bundle("field_map"))


def field_map(drawing: Drawing, choice: Choice, *, key: str, on_choice: Callable[[str, Choice], None]) -> None:
    """Draw a map.

    Args:
        drawing: what it draws.
        choice: what of it is shown.
        key: tells this map from another on the page.
        on_choice: called with the name of the map and what the reader chose, before the page is drawn again.
    """

    def happened() -> None:
        found = parse(getattr(st.session_state.get(key), "event", None))
        if found is not None:
            on_choice(*found)

    dated = [month for spot in drawing.spots for month, _ in spot.months]
    places = [
        {
            "id": spot.node_id, "name": spot.name, "says": spot.says, "x": round(spot.x, 1), "y": round(spot.y, 1),
            "radius": round(spot.radius, 2), "group": spot.group, "papers": spot.papers, "rises": spot.rises,
            "near": [list(one) for one in spot.near], "months": [list(one) for one in spot.months],
        }
        for spot in drawing.spots
    ]  # fmt: skip
    groups = [{"id": one.number, "name": one.name, "colour": one.colour, "count": one.count} for one in drawing.groups]
    data: dict[str, Any] = {
        "view": drawing.view,
        "signature": hashlib.blake2b(repr((places, groups)).encode(), digest_size=8).hexdigest(),
        "square": drawing.square,
        "label": drawing.label,
        "places": places,
        "groups": groups,
        "chosen": list(choice.groups),
        "month": choice.month,
        "span": choice.span,
        "first": min(dated, default=None),
        "last": max(dated, default=None),
        "links": dict(drawing.links),
        "words": dict(drawing.words),
    }
    _component()(key=key, data=data, on_event_change=happened)
