"""This package is about the dashboard: what the graph holds, drawn in pages with an address each."""
