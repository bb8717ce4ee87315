"""This package is about what the services' answers say: pure functions that alone know their field names.

A function that reads one object (`openalex.work`, `semantic_scholar.paper`, ...) is total: a field that cannot be read
costs that field and is told to `on_omission`; a record with neither an identifier nor a title is a ValueError.
"""
