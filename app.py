"""This file is about the dashboard's entry."""
