"""This package is about the pages, one file each: a page takes its input from the URL, asks, and draws."""
