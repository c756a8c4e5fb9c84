"""The hospital's own authority: trusted once, good for its names, its key for the owner alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography import x509
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from queue_server.certificates import SERVER_DAYS, Made, make_certificate
from tests.harness.clock import MONDAY_MORNING

DAY_MS = 86_400_000


def make(folder: Path, *names: str, now_at: int = MONDAY_MORNING) -> Made:
    return make_certificate(folder, names, organisation="TTYT huyện Mẫu", now_at=now_at)


def certificate(file: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(file.read_bytes())


def trusted(made: Made, name: str) -> bool:
    """Whether a browser that trusts this authority accepts the server as ``name``."""
    leaf = certificate(made.cert)
    builder = PolicyBuilder().store(Store([certificate(made.authority)]))
    builder = builder.time(leaf.not_valid_before_utc)
    try:
        builder.build_server_verifier(x509.DNSName(name)).verify(leaf, [])
    except VerificationError:
        return False
    return True


def test_a_browser_that_trusts_the_authority_trusts_the_server(tmp_path: Path) -> None:
    made = make(tmp_path, "luot.benhvien.local", "192.168.1.10")

    assert trusted(made, "luot.benhvien.local")
    assert not trusted(made, "other.benhvien.local")


def test_a_new_certificate_needs_no_new_trust(tmp_path: Path) -> None:
    first = make(tmp_path, "luot.local")
    authority, cert = first.authority.read_bytes(), first.cert.read_bytes()

    second = make(tmp_path, "luot.local", "kiosk.local")

    assert first.new_authority
    assert not second.new_authority
    assert second.authority.read_bytes() == authority
    assert second.cert.read_bytes() != cert
    assert trusted(second, "kiosk.local")


def test_keys_are_for_their_owner_alone(tmp_path: Path) -> None:
    made = make(tmp_path, "luot.local")

    assert (tmp_path / "ca.key").stat().st_mode & 0o077 == 0
    assert made.key.stat().st_mode & 0o077 == 0


def test_no_browser_finds_it_too_long_lived(tmp_path: Path) -> None:
    made = make(tmp_path, "luot.local")
    cert = certificate(made.cert)

    assert (cert.not_valid_after_utc - cert.not_valid_before_utc).days <= SERVER_DAYS <= 398
    assert made.dies_at > MONDAY_MORNING + 390 * DAY_MS


def test_a_machine_whose_clock_is_behind_still_trusts_it(tmp_path: Path) -> None:
    cert = certificate(make(tmp_path, "luot.local").cert)

    assert cert.not_valid_before_utc.timestamp() * 1000 <= MONDAY_MORNING - DAY_MS


def test_addresses_and_names_are_kept_apart(tmp_path: Path) -> None:
    cert = certificate(make(tmp_path, "luot.local", "192.168.1.10", "::1").cert)
    names = cert.extensions.get_extension_for_class(x509.SubjectAlternativeName).value

    assert names.get_values_for_type(x509.DNSName) == ["luot.local"]
    assert [str(one) for one in names.get_values_for_type(x509.IPAddress)] == [
        "192.168.1.10",
        "::1",
    ]


@pytest.mark.parametrize("name", ["http://luot.local", "two words", "", "a@b"])
def test_what_is_no_name_is_refused_before_anything_is_made(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="^" + name):
        make(tmp_path, name)

    assert not (tmp_path / "server.crt").exists()


def test_no_name_at_all_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="names"):
        make(tmp_path)
