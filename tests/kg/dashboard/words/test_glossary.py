from __future__ import annotations

from kg.dashboard.layout.pieces import explained
from kg.dashboard.words.glossary import GLOSSARY, meaning


def test_every_word_of_ours_is_told_in_one_short_sentence() -> None:
    for term, sentence in GLOSSARY.items():
        assert sentence.endswith("."), term
        assert len(sentence) < 200, term
        assert meaning(term.upper()) == sentence


def test_an_explained_word_opens_without_a_mouse_and_keeps_foreign_words_text() -> None:
    said = explained("main path", "<on it>")

    assert said.startswith("<details")
    assert ">&lt;on it&gt;</summary>" in said
    assert GLOSSARY["main path"] in said
    assert explained("no word of ours <b>") == "no word of ours &lt;b&gt;"
