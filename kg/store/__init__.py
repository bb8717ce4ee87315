"""This package is about the store: Neo4j, over Bolt."""
