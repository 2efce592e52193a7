"""By which addresses this machine can be reached, and links that open a seat."""

from __future__ import annotations

import ipaddress
import socket

import segno


def local_only(address: str) -> bool:
    """Whether only this machine itself can reach an address."""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"


def reached_at(bound: str) -> list[str]:
    """The addresses to tell people for a bound one, the likeliest first."""
    if bound not in ("0.0.0.0", "::", ""):
        return [bound]
    found = [_outward()]
    for _, _, _, _, where in _looked_up():
        found.append(str(where[0]))
    kept = [one for one in dict.fromkeys(found) if one and ":" not in one]
    return [one for one in kept if not local_only(one)] or ["127.0.0.1"]


def _outward() -> str:
    """The address that would be used to reach others; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            asked.connect(("192.0.2.1", 9))
        except OSError:
            return ""
        return str(asked.getsockname()[0])


def _looked_up() -> list[tuple[object, object, object, object, tuple[object, ...]]]:
    try:
        return list(socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET))
    except OSError:
        return []


def link(address: str, port: int, tls: bool) -> str:
    """The link that a browser opens: `https://10.0.0.5:8443`."""
    host = f"[{address}]" if ":" in address else address
    return f"{'https' if tls else 'http'}://{host}:{port}"


def drawn(url: str) -> str:
    """A link as a QR code of half blocks, for a terminal with any background."""
    rows = [list(row) for row in segno.make(url, error="m").matrix_iter(border=2)]
    if len(rows) % 2:
        rows.append([0] * len(rows[0]))
    signs = {(0, 0): "█", (0, 1): "▀", (1, 0): "▄", (1, 1): " "}
    return "\n".join(
        "".join(signs[(1 if a else 0, 1 if b else 0)] for a, b in zip(up, low, strict=True))
        for up, low in zip(rows[::2], rows[1::2], strict=True)
    )  # fmt: skip
