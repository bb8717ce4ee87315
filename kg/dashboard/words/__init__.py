"""This package is about words: foreign ones as text, ours explained, and what is said in sentences."""
