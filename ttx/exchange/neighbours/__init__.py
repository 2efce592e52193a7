"""Exercises of other programs: a file for each format, and what ttx makes of them."""
