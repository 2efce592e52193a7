"""The neighbours: exercises from and for other programs, one file for each format.

Whatever comes in is read with suspicion and becomes plain, frozen data; nothing that a
file holds is ever run.
"""
