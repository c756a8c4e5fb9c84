"""The demo's hospital: fresh each time, always open, everybody and everything in it."""

from __future__ import annotations

from pathlib import Path

from queue_server.hall import PASSWORD, STAFF, open_all_day, prepare
from queue_server.operations import machines, people
from queue_server.operations.context import COMMAND_LINE, NOBODY
from queue_server.operations.hashes import digest
from queue_server.settings import hours_of, read_hospital, read_server
from queue_server.site import open_site
from tests.builders import DISTRICT


def test_everybody_signs_in_and_every_machine_has_its_key(tmp_path: Path) -> None:
    hall = prepare(tmp_path, DISTRICT, port=8080)
    again = prepare(tmp_path, DISTRICT, port=8080)  # what an earlier demo left is gone
    server = read_server(hall.server_file)
    assert server.bind == "127.0.0.1"

    site = open_site(server)
    try:
        for member in STAFF:
            token = site.run_slow(
                people.sign_in, NOBODY, login=member.login, password=PASSWORD, source="test"
            )
            known = site.look(people.session, NOBODY, token_hash=digest(token))
            assert known is not None
            assert not known.must_change
        kinds = [one.kind for one in site.look(machines.devices_view, COMMAND_LINE)]
    finally:
        site.close()

    assert sorted(kinds) == ["board"] * 4 + ["kiosk", "printer"]
    assert set(again.boards) == {"sanh", "kham-tang-1", "kham-tang-2", "can-lam-sang"}
    assert "/t/" in again.patient


def test_the_demo_is_open_at_night_and_on_sundays() -> None:
    hospital = open_all_day(read_hospital(DISTRICT), "http://127.0.0.1:8080")

    for service in hospital.services.values():
        for day in hours_of(hospital, service).weekly:
            assert [(one.opens, one.closes) for one in day] == [(0, 24 * 60)]
    assert hospital.site.public_url == "http://127.0.0.1:8080"
