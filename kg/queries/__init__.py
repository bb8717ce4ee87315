"""This package is about what the dashboard and the command line ask of the graph."""
