"""This package is about the parts of the page for Cypher: what is asked, how it is answered, what is kept of it."""
