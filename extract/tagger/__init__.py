"""The trained tagger: texts in, scored words and spans out; no spaCy here."""

from extract.tagger.calibration import Calibration, log_odds
from extract.tagger.decoding import decode, encode
from extract.tagger.inference import FILES, Size, Tagger
from extract.tagger.tagged_text import Tagged, TaggedSpan
from extract.tagger.word_pieces import BEGIN, END, SHAPES, cut, tokenizer

__all__ = [
    "BEGIN",
    "END",
    "FILES",
    "SHAPES",
    "Calibration",
    "Size",
    "Tagged",
    "TaggedSpan",
    "Tagger",
    "cut",
    "decode",
    "encode",
    "log_odds",
    "tokenizer",
]
