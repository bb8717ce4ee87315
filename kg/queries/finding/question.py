"""What a person typed, cleaned and cut into words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.identity import forms

if TYPE_CHECKING:
    from kg.identity.forms import Word

    Unit = list[Word]

LONGEST: Final = 2000
"""Characters of a text that are looked at."""

MOST_WORDS: Final = 30
LONGEST_WORD: Final = 100
"""Characters of a word; Lucene refuses beginnings of a thousand."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is searched for.

    Attributes:
        text: as typed, in one line, and no longer than is looked at.
        words: of it, the first thirty.
        form: of all these words; empty where there is no letter or digit.
        squeezed: the same without what keeps numbers apart.
        cut: whether something of what was typed is left out.
    """

    text: str
    words: tuple[Word, ...]
    form: str
    squeezed: str
    cut: bool

    @property
    def units(self) -> list[Unit]:
        """The words, those together between which no blank was typed: "GPT-4 turbo" is two units of three words."""
        found: list[list[Word]] = []
        for word in self.words:
            if found and " " not in self.text[found[-1][-1].end : word.start]:
                found[-1].append(word)
            else:
                found.append([word])
        return found

    def written(self, unit: Unit) -> str:
        """Give words as typed, in lower case."""
        return self.text[unit[0].start : unit[-1].end].lower()


def question(text: str) -> Question:
    r"""Clean what was typed: no half characters, no line breaks.

    >>> [word.form for word in question("  Llama\n2 ").words], question("C++").form, question("?!").form
    (['llama', '2'], 'cplusplus', '')
    """
    whole = " ".join(text.encode("utf-8", "ignore").decode("utf-8").replace("\0", " ").split())
    kept = whole[:LONGEST]
    words = forms.words(kept)
    cut = len(words) > MOST_WORDS or len(whole) > LONGEST or any(len(word.form) > LONGEST_WORD for word in words)
    words = [_kept(word) for word in words[:MOST_WORDS]]
    form = forms.fused(word.form for word in words)[: forms.LONGEST]
    return Question(kept, tuple(words), form, forms.squeezed(form), cut)


def _kept(word: Word) -> Word:
    if len(word.form) <= LONGEST_WORD:
        return word
    return word._replace(form=word.form[:LONGEST_WORD], end=min(word.end, word.start + LONGEST_WORD))
