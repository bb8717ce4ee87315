"""The trained tagger: its network, what it reads of the corpora, and how it is written for `extract`."""
