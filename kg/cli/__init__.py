"""This package is about the command line: each command is a parse, a call and a print."""

from kg.cli.command_line import main

__all__ = ["main"]
