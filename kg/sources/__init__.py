"""This package is about where papers come from."""
