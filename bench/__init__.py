"""This package is about speed and memory, shown as ratios against a named alternative in the same run."""
