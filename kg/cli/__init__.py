"""This package is about the command line."""
