"""This package is about the local Neo4j: the same engine without Docker and without a system Java."""
