from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from streamlit.testing.v1 import AppTest

if TYPE_CHECKING:
    import pytest


def fail(kind: str) -> None:
    """Streamlit runs this function's text as a script."""
    from kg.dashboard.layout.failures import telling  # noqa: PLC0415 # a script's own
    from kg.errors import StoreError  # noqa: PLC0415 # a script's own

    @telling
    def draw() -> None:
        if kind == "ours":
            raise StoreError("The store **bolt://x** is not there: start it.")
        raise ZeroDivisionError("secret detail")

    draw()


def test_an_error_of_ours_is_its_sentence_as_written() -> None:
    app = AppTest.from_function(fail, args=("ours",)).run()

    assert not app.exception
    assert app.error[0].value.startswith("The store \\*\\*bolt")


def test_a_bug_is_a_sentence_to_the_reader_and_a_traceback_to_the_log(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("kg.dashboard.layout.failures").propagate = True
    app = AppTest.from_function(fail, args=("a bug",)).run()

    assert not app.exception
    assert "could not be drawn" in app.error[0].value
    assert "secret" not in app.error[0].value
    assert "secret detail" in caplog.text
