"""Parameters of the URL: plain values, whatever a reader sees of them, and wrong ones are said."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def opened(**query: str) -> AppTest:
    app = AppTest.from_function(_page)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def _page() -> None:
    import streamlit as st  # noqa: PLC0415 # a script's own

    from kg.dashboard.layout.parameters import choice  # noqa: PLC0415 # a script's own

    orders = {"published": "newest first", "title": "by title"}
    st.text_input("Words", key="q", bind="query-params")
    chosen = choice("Order", orders, key="order", default="published")
    st.write(f"chosen {chosen}, in the URL {st.query_params.get_all('order')} beside {st.query_params.get_all('q')}")


def said(app: AppTest) -> str:
    return " ".join([app.markdown[0].value, *(str(part.proto.body) for part in app.get("html"))])


def test_the_value_stands_in_the_url_and_its_words_on_the_page() -> None:
    app = opened(order="title", q="words")
    assert app.selectbox[0].options == ["newest first", "by title"]
    assert "chosen title, in the URL ['title'] beside ['words']" in said(app)


def test_what_is_chosen_is_written_to_the_url_and_what_goes_without_saying_is_not() -> None:
    app = opened(q="words")
    app.selectbox[0].set_value("title").run()
    assert "chosen title, in the URL ['title'] beside ['words']" in said(app)
    app.selectbox[0].set_value("published").run()
    assert "chosen published, in the URL [] beside ['words']" in said(app)


def test_a_value_that_is_none_is_said_and_passed_over() -> None:
    app = opened(order="<b>newest first")
    assert "chosen published" in said(app)
    assert "&quot;&lt;b&gt;newest first&quot; is no order; order may be published, title." in said(app)
