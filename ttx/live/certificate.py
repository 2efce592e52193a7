"""A host's own certificate, for a building without one of its own, and its fingerprint.

It is kept beside the journals, so that a host that comes back is known again.
"""

from __future__ import annotations

import hashlib
import ipaddress
import os
import socket
import ssl
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from ttx.errors import TtxError

DAYS = 90
SPARE = timedelta(days=2)


def own_certificate(folder: Path, addresses: Sequence[str]) -> tuple[Path, Path]:
    """(certificate, key) for these addresses, made if there is none that still fits."""
    cert, key = folder / "host.crt", folder / "host.key"
    if cert.exists() and key.exists() and _fits(cert, addresses):
        return cert, key
    folder.mkdir(parents=True, exist_ok=True)
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "ttx host (exercise)")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=DAYS))
        .add_extension(
            x509.SubjectAlternativeName([_name(one) for one in addresses]), False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
        .sign(private, hashes.SHA256())
    )
    raw = private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    with os.fdopen(
        os.open(key, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb"
    ) as file:
        file.write(raw)
    cert.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    return cert, key


def _name(one: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(one))
    except ValueError:
        return x509.DNSName(one)


def _fits(cert: Path, addresses: Sequence[str]) -> bool:
    try:
        known = x509.load_pem_x509_certificate(cert.read_bytes())
        names = known.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    except (ValueError, x509.ExtensionNotFound):
        return False
    lasts = known.not_valid_after_utc - SPARE > datetime.now(UTC)
    return lasts and {_name(one) for one in addresses} <= set(names.value)


def lasts_until(cert: Path) -> datetime:
    """The last moment of a certificate; TtxError if the file is none."""
    try:
        return x509.load_pem_x509_certificate(cert.read_bytes()).not_valid_after_utc
    except (OSError, ValueError) as wrong:
        raise TtxError("{path} is not a certificate that can be read: {why}",
                       path=cert, why=wrong) from wrong  # fmt: skip


def fingerprint(pem: str) -> str:
    """The SHA-256 of a certificate, as people compare it: `AB12 CD34 ...`."""
    digest = hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem)).hexdigest().upper()
    return " ".join(digest[n : n + 4] for n in range(0, len(digest), 4))


def trust(url: str, pin: str) -> ssl.SSLContext | None:
    """How a client comes to trust a host: None for http; by the machine's authorities,
    or by the fingerprint that the leader reads out (its first 16 digits are enough).

    TtxError says what the fingerprint is where neither does.
    """
    parts = urlsplit(url)
    if parts.scheme != "https":
        return None
    host, port = parts.hostname or "", parts.port or 443
    wanted = pin.replace(" ", "").replace(":", "").upper()
    if not wanted and _known(host, port):
        return ssl.create_default_context()
    try:
        pem = ssl.get_server_certificate((host, port), timeout=5)
    except OSError as wrong:
        raise TtxError("There is no host at {url}: {why}", url=url, why=wrong) from wrong  # fmt: skip
    found = fingerprint(pem)
    if len(wanted) < 16 or not found.replace(" ", "").startswith(wanted):
        raise TtxError(
            "This host is not known to this machine. Compare its fingerprint with the one"
            " at the exercise leader: {found}. If it is the same: --pin '{short}'",
            found=found, short=found[:19])  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.load_verify_locations(cadata=pem)
    return context


def _known(host: str, port: int) -> bool:
    """Whether an authority that this machine trusts stands for that host."""
    context = ssl.create_default_context()
    try:
        raw = socket.create_connection((host, port), timeout=5)
        with raw, context.wrap_socket(raw, server_hostname=host):
            return True
    except OSError:
        return False
