"""How one server runs, from ``config/server.toml``: address, database, certificate, mode."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from typing import Annotated, Literal

from msgspec import Meta

from queue_server.settings.hospital import Part, Phrase
from queue_server.settings.problems import Problem

Path = Annotated[str, Meta(max_length=400, extra={"what": "path"})]
Url = Annotated[str, Meta(max_length=400, extra={"what": "url"})]


class Server(Part, frozen=True, kw_only=True):
    """Everything the hospital's IT person sets; the defaults run on this machine alone."""

    bind: Phrase = "127.0.0.1"
    port: Annotated[int, Meta(ge=1, le=65_535)] = 8080
    public_url: Url = ""  # how browsers here reach the server; "" = http(s)://bind:port
    site: Phrase = ""  # code of the hospital served; "" = the only one in the database
    database: Url = "sqlite:///var/luot.db"
    sounds: Path = "var/sounds"  # spoken calls, made once and kept
    seal_key: Path = "var/seal.key"  # made at the first start; keep a copy away from this machine
    redis: Url = ""  # the bell between several processes; "" = one process rings for itself
    tls_cert: Path = ""
    tls_key: Path = ""
    behind_proxy: bool = False  # a proxy on this machine holds the certificate
    insecure_lan: bool = False  # said aloud on every page of staff
    mode: Literal["gevent", "threading"] = "gevent"
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    idle_minutes: Annotated[int, Meta(ge=5, le=1_440)] = 60  # a desk left alone signs out
    shift_hours: Annotated[int, Meta(ge=1, le=48)] = 12  # and everybody after this

    @property
    def secure(self) -> bool:
        """Whether pages travel encrypted: a certificate here or at the proxy."""
        return bool(self.tls_cert) or self.behind_proxy


def wrong_in_server(server: Server) -> Iterator[Problem]:
    """Contradictions; above all a server that would carry passwords over the network in clear."""
    if bool(server.tls_cert) != bool(server.tls_key):
        missing = "tls_key" if server.tls_cert else "tls_cert"
        yield Problem(missing, "settings.half_a_certificate")
    allowed = server.secure or server.insecure_lan
    if not allowed and not is_loopback(server.bind):
        yield Problem("bind", "settings.in_clear", {"found": server.bind})
    if not server.database.startswith(("sqlite:///", "postgresql")):
        yield Problem("database", "settings.no_database", {"found": _without_password(server)})
    if server.redis and not server.redis.startswith(("redis://", "rediss://", "unix://")):
        yield Problem("redis", "settings.no_redis")


def is_loopback(bind: str) -> bool:
    """Whether only programs on this machine can reach ``bind``."""
    try:
        return ipaddress.ip_address(bind).is_loopback
    except ValueError:
        return bind == "localhost"


def _without_password(server: Server) -> str:
    return server.database.partition(":")[0] + ":…"
