"""The shape of what the server remembers; constraints carry the promises, not discipline.

Times are UTC milliseconds in ``…_at`` columns; a service day is its local ISO date. Every row and
every key belongs to one site. State columns on ``turns`` are a cache of the last event, moved by
compare-and-set in the transaction that writes the event.
"""

from queue_server.store.tables.base import BigId, metadata
from queue_server.store.tables.history import events, repeats
from queue_server.store.tables.hospital import (
    board_rooms,
    boards,
    room_services,
    rooms,
    services,
    sites,
)
from queue_server.store.tables.machines import devices, help_calls, print_jobs
from queue_server.store.tables.people import attempts, people, sessions
from queue_server.store.tables.queue import counters, links, numbers, presses, turns, visits

__all__ = [
    "BigId",
    "attempts",
    "board_rooms",
    "boards",
    "counters",
    "devices",
    "events",
    "help_calls",
    "links",
    "metadata",
    "numbers",
    "people",
    "presses",
    "print_jobs",
    "repeats",
    "room_services",
    "rooms",
    "services",
    "sessions",
    "sites",
    "turns",
    "visits",
]
