"""What a reader sees of a failure: one sentence, and never a traceback."""

from __future__ import annotations

import functools
import logging
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, ParamSpec

import streamlit as st
from streamlit.errors import StreamlitDuplicateElementKey

from kg.dashboard.words.wording import in_markdown
from kg.errors import KGError, StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

P = ParamSpec("P")
_log = logging.getLogger(__name__)


@contextmanager
def told() -> Iterator[None]:
    """Show a `KGError` as its sentence; anything else is a bug, which the log gets and the reader hears of."""
    try:
        yield
    except KGError as error:
        st.error(in_markdown(error), icon=":material/error:")
        if isinstance(error, StoreError):
            _offer_retry()
    except Exception:  # noqa: BLE001 # whatever it is, a reader gets a sentence and the log the traceback
        _log.exception("A page of the dashboard failed")
        st.error(
            "This page could not be drawn, for a reason that we did not foresee: the log of the dashboard has it. "
            "Reload the page to try again.",
            icon=":material/error:",
        )


def _offer_retry() -> None:
    """Offer to draw the page again; a page of which two parts failed offers it once."""
    with suppress(StreamlitDuplicateElementKey):
        st.button("Try again", icon=":material/refresh:", key="try_again")


def telling(draw: Callable[P, None]) -> Callable[P, None]:
    """Let a page, or a fragment of one, tell its failures."""

    @functools.wraps(draw)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> None:
        with told():
            draw(*args, **kwargs)

    return drawn
