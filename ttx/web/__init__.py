"""The browser: plain pages made on the host, one for each role.

They hold a seat and nothing else, and work without scripts; nothing is loaded from
anywhere but the host itself.
"""

from ttx.web.board import routes

__all__ = ["routes"]
