"""How a server may run: never in clear over the network without somebody saying so."""

from __future__ import annotations

import pytest

from queue_server.settings.server import Server, is_loopback, wrong_in_server

CERT = {"tls_cert": "site.crt", "tls_key": "site.key"}


def keys(**said: object) -> list[str]:
    return [one.key for one in wrong_in_server(Server(**said))]  # type: ignore[arg-type]  # by name


def test_the_defaults_run_on_this_machine_alone() -> None:
    assert keys() == []
    assert is_loopback(Server().bind)


@pytest.mark.parametrize("bind", ["0.0.0.0", "192.168.1.10", "::", "luot.benhvien.local"])
def test_beyond_this_machine_passwords_travel_encrypted_or_somebody_says_otherwise(
    bind: str,
) -> None:
    assert keys(bind=bind) == ["bind"]
    assert keys(bind=bind, **CERT) == []
    assert keys(bind=bind, behind_proxy=True) == []
    assert keys(bind=bind, insecure_lan=True) == []


@pytest.mark.parametrize("bind", ["127.0.0.1", "127.0.0.53", "::1", "localhost"])
def test_this_machine_needs_no_certificate(bind: str) -> None:
    assert keys(bind=bind) == []


def test_half_a_certificate_is_none() -> None:
    assert keys(tls_cert="site.crt") == ["tls_key"]
    assert keys(tls_key="site.key", bind="0.0.0.0") == ["tls_cert", "bind"]


def test_secure_means_a_certificate_here_or_at_the_proxy() -> None:
    assert Server(tls_cert="a", tls_key="b").secure
    assert Server(behind_proxy=True).secure
    assert not Server(insecure_lan=True).secure


def test_a_wrong_database_is_told_without_its_password() -> None:
    [problem] = wrong_in_server(Server(database="mysql://luot:bi-mat@db/luot"))

    assert problem.key == "database"
    assert "bi-mat" not in problem.sentence("server.toml", "vi")


def test_redis_is_named_by_its_address() -> None:
    assert keys(redis="127.0.0.1:6379") == ["redis"]
    assert keys(redis="redis://127.0.0.1:6379/0") == []
