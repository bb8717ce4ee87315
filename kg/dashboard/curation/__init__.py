"""This package is about curation: the forms of corrections, the ledger, and the questions of the review."""
