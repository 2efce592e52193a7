"""The terminal screens of all seats on one keyboard.

Never imported by anything that runs without a terminal.
"""
