"""This package is about a query that a person typed: what it may do, how long, and how its answer is shortened."""
