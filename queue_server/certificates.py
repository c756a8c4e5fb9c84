"""The hospital's own small certificate authority, for a LAN that no public authority knows.

Kiosks, boards and staff machines trust ``ca.crt`` once; a new server certificate under it needs no
further visit.
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

AUTHORITY_DAYS: Final = 3650
SERVER_DAYS: Final = 397
"""Browsers distrust a server certificate that lives longer (CA/Browser Forum, 398 days)."""

BACKDATE: Final = timedelta(hours=24)
"""Machines whose clock is a little behind must not see a certificate of tomorrow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """The files of one certificate, and until when it holds (UTC ms)."""

    authority: Path
    cert: Path
    key: Path
    dies_at: int
    new_authority: bool


def make_certificate(folder: Path, names: Sequence[str], *, organisation: str, now_at: int) -> Made:
    """A server certificate for ``names`` (host names or addresses) under this folder's authority.

    1. Take the authority of ``folder``, or make one (its key readable by its owner alone).
    2. A fresh key and certificate for the server; the old ones are replaced.

    Raises ValueError when ``names`` is empty or one is neither a host name nor an address.
    """
    if not names:
        raise ValueError("names")
    alternatives = [_name(name) for name in names]
    folder.mkdir(parents=True, exist_ok=True)
    now = datetime.fromtimestamp(now_at / 1000, UTC)
    found = (folder / "ca.key").is_file() and (folder / "ca.crt").is_file()
    if not found:
        _make_authority(folder, organisation, now)
    authority = x509.load_pem_x509_certificate((folder / "ca.crt").read_bytes())
    signer = serialization.load_pem_private_key((folder / "ca.key").read_bytes(), password=None)
    key = ec.generate_private_key(ec.SECP256R1())
    cert = _server(alternatives, authority, now, key=key, signer=_elliptic(signer))
    _keep(folder / "server.key", _pem(key), secret=True)
    _keep(folder / "server.crt", cert.public_bytes(serialization.Encoding.PEM))
    return Made(
        authority=folder / "ca.crt",
        cert=folder / "server.crt",
        key=folder / "server.key",
        dies_at=round(cert.not_valid_after_utc.timestamp() * 1000),
        new_authority=not found,
    )


def _make_authority(folder: Path, organisation: str, now: datetime) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation[:64]),
            x509.NameAttribute(NameOID.COMMON_NAME, f"Lượt – {organisation}"[:64]),
        ]
    )
    builder = _begin(name, name, now, days=AUTHORITY_DAYS).public_key(key.public_key())
    cert = (
        builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    _keep(folder / "ca.key", _pem(key), secret=True)
    _keep(folder / "ca.crt", cert.public_bytes(serialization.Encoding.PEM))


def _server(
    names: Sequence[x509.GeneralName],
    authority: x509.Certificate,
    now: datetime,
    *,
    key: ec.EllipticCurvePrivateKey,
    signer: ec.EllipticCurvePrivateKey,
) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, str(names[0].value)[:64])])
    public = key.public_key()
    issuer_key = x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key())
    return (
        _begin(subject, authority.subject, now, days=SERVER_DAYS)
        .public_key(public)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(issuer_key, critical=False)
        .sign(signer, hashes.SHA256())
    )


def _begin(
    subject: x509.Name, issuer: x509.Name, now: datetime, *, days: int
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - BACKDATE)
        .not_valid_after(now - BACKDATE + timedelta(days=days))
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _name(text: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(text))
    except ValueError:
        if not text or any(letter.isspace() or letter in "/:@" for letter in text):
            raise ValueError(text) from None
        return x509.DNSName(text)


def _elliptic(key: object) -> ec.EllipticCurvePrivateKey:
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise ValueError("ca.key")
    return key


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _keep(file: Path, data: bytes, *, secret: bool = False) -> None:
    """Write beside, then replace: a power cut leaves the old file or the new, never half of one."""
    beside = file.with_suffix(file.suffix + ".new")
    beside.unlink(missing_ok=True)
    mode = 0o600 if secret else 0o644
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    beside.replace(file)
