"""This package is about which records are one paper, and what the paper is called and says; it is pure."""
