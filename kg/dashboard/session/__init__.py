"""This package is about the session: the store that it asks, who reads, what they may do, and what they keep."""
