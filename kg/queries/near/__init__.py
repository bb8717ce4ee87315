"""This package is about what lies near: what is like a node, what to cite besides, what joins two of them."""
