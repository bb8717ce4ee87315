"""This package is about the graph as tools of a language model's client: a server of the Model Context Protocol."""

from kg.mcp.server import serve

__all__ = ["serve"]
