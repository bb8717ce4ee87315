"""This package is about the pages of the dashboard."""
