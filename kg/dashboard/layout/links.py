"""Links: to our own pages, which keep the reader's session, and out to the web."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from kg.dashboard.pages import address
from kg.dashboard.words.wording import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

# A plain click on one of our links turns the page as the browser's own Back and Forward do, so that the session lives
# on and Back leads where it should; with Ctrl, Cmd, Shift or the middle button the browser opens a tab of its own.
_FOLLOW = """
const main = () => document.querySelector("[data-testid=stMain]");
const turn = (href) => {
  history.replaceState({ ...history.state, kgScroll: main()?.scrollTop ?? 0 }, "");
  history.pushState({}, "", href);
  dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
};
const follow = (event) => {
  const elsewhere = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (event.defaultPrevented || elsewhere) return;
  const link = event.target.closest?.("a[data-page]");
  if (!link) return;
  event.preventDefault();
  turn(link.href);
  // On a narrow screen the sidebar lies over the page: what was chosen in it is to be seen.
  if (innerWidth < 768 && link.closest("[data-testid=stSidebar]"))
    document.querySelector("[data-testid=stSidebarCollapseButton] button")?.click();
};
// Back brings the page anew, and it grows for a moment: it is held where it was left until nothing is drawn any more.
const drawn = () =>
  document.querySelector(".stApp")?.dataset.testScriptState === "notRunning" &&
  !document.querySelector("[data-stale=true]");
const back = (event) => {
  const wanted = event.state?.kgScroll;
  if (!wanted) return;
  const until = Date.now() + 20000;
  let left = false;
  const leave = () => (left = true);
  for (const deed of ["wheel", "touchstart", "keydown", "pointerdown"]) addEventListener(deed, leave, { once: true });
  let since = Date.now();
  const scroll = () => {
    const now = Date.now();
    if (left || now > until) return;
    const there = Math.abs((main()?.scrollTop ?? 0) - wanted) < 3;
    main()?.scrollTo(0, wanted);
    if (!there || !drawn()) since = now;
    if (now - since < 1500) setTimeout(scroll, 100);
  };
  setTimeout(scroll, 100);
};
// A page being drawn has no such component for a moment, and Back may come just then: one listener for the window.
if (!window.kgLinks) {
  window.kgLinks = true;
  document.addEventListener("click", follow);
  addEventListener("popstate", back);
}
let gone = null;
export default function ({ data }) {
  if (data?.go && data.number !== gone) {
    gone = data.number;
    turn(new URL(data.go, document.baseURI).href);
  }
}
"""
_GOING: Final = "going"
_follower = st.components.v2.component("kg_links", js=_FOLLOW)


def link(text: str, page: str, css: str = "", /, **query: str | Sequence[str]) -> str:
    """Return HTML: `text`, shown as written, as a link to one of our pages."""
    style = f' class="{plain(css)}"' if css else ""
    return (
        f'<a{style} data-page="{plain(page)}" href="{plain(address(page, **query))}" target="_self">{plain(text)}</a>'
    )


def follow() -> None:
    """Let links to our own pages be followed within the reader's session; a page calls it once, after `go`."""
    number, there = st.session_state.get(_GOING, (0, None))
    st.session_state[_GOING] = (number, None)
    _follower(key="links", data={"number": number, "go": there})


def go(page: str, **query: str) -> None:
    """Turn the reader's page, as a click on a link does."""
    number, _ = st.session_state.get(_GOING, (0, None))
    st.session_state[_GOING] = (number + 1, address(page, **query))


def outward(text: str, url: str) -> str:
    """Return HTML: a link to another site, which learns nothing of ours."""
    return f'<a class="kg-out" href="{plain(url)}" target="_blank" rel="noopener noreferrer">{plain(text)}</a>'
