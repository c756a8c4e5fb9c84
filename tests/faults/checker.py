"""What must never happen, looked for in three records that know nothing of each other.

The clients' journals, the database and the printed paper; nothing of the server's code is asked.
Each rule names the invariant of the reliability contract it stands for. By hand:

    python -m tests.faults.checker JOURNALS DATABASE-URL TICKETS…
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

Row = dict[str, Any]
TABLES: Final = ("numbers", "presses", "turns", "visits", "events", "boards", "rooms")
ACTIVE: Final = ("CALLED", "SERVING")
AT_REST: Final = ("DONE", "MOVED", "NO_SHOW", "LEFT", "CANCELLED", "CLOSED")


@dataclass
class Records:
    """Everything a run has left behind."""

    journal: list[Row]
    tables: dict[str, list[Row]]
    paper: list[str] = field(default_factory=list)  # numbers of unmarked slips, one each

    def said(self, what: str) -> list[Row]:
        """Lines of the journals, in time."""
        return [line for line in self.journal if line["what"] == what]


def read(journals: Path, database: str, *tickets: Path) -> Records:
    """The records of a run, each from its own place."""
    files = sorted(journals.glob("*.jsonl"))
    lines = [line for file in files for line in file.read_text("utf-8").splitlines()]
    engine = sa.create_engine(database)
    try:
        with engine.connect() as db:
            tables = {name: _rows(db, name) for name in TABLES}
    finally:
        engine.dispose()
    slips = [file for folder in tickets for file in sorted(folder.glob("ticket-*.json"))]
    paper = [json.loads(file.read_text("utf-8"))["texts"][0] for file in slips]
    journal = sorted((json.loads(line) for line in lines), key=lambda line: line["at"])
    return Records(journal, tables, paper)


def _rows(db: sa.Connection, table: str) -> list[Row]:
    found = db.execute(sa.text(f"SELECT * FROM {table} ORDER BY 1"))
    return [dict(row._mapping) for row in found]


def complaints(records: Records) -> list[str]:
    """Every breach that was found; an empty list is a run in which nothing happened to anybody."""
    return [wrong for rule in RULES for wrong in rule(records)]


def no_number_lost(records: Records) -> Iterator[str]:
    """I1: every number a person has seen or holds is a row with its visit."""
    known = {row["label"] for row in records.tables["numbers"] if row["visit_id"] is not None}
    for number in {line["number"] for line in records.said("number")} - known:
        yield f"I1 {number} was shown and is nowhere"
    for number in set(records.paper) - known:
        yield f"I1 {number} was printed and is nowhere"


def no_number_twice(records: Records) -> Iterator[str]:
    """I2: a number belongs to one press, on paper, on screens and in the database."""
    keys: defaultdict[str, set[str]] = defaultdict(set)
    for line in records.said("number"):
        keys[line["number"]].add(line["key"])
    for number, who in keys.items():
        if len(who) > 1:
            yield f"I2 {number} was given to {len(who)} presses"
    rows = Counter((row["series"], row["day"], row["n"]) for row in records.tables["numbers"])
    for row, count in rows.items():
        if count > 1:
            yield f"I2 {row} stands {count} times"


def one_press_one_number(records: Records) -> Iterator[str]:
    """I3: whatever was retried, a press has one number, and a visit is one press."""
    numbers: defaultdict[str, set[str]] = defaultdict(set)
    for line in records.said("number"):
        numbers[line["key"]].add(line["number"])
    for key, told in numbers.items():
        if len(told) > 1:
            yield f"I3 press {key} was told {sorted(told)}"
    rows = Counter(row["press_id"] for row in records.tables["presses"])
    for key in numbers.keys() - rows.keys():
        yield f"I3 press {key} was answered and is not kept"
    visits = Counter(row["visit_id"] for row in records.tables["presses"])
    for visit, count in visits.items():
        if count > 1:
            yield f"I3 visit {visit} is {count} presses"


def no_gap_without_reason(records: Records) -> Iterator[str]:
    """I4: from 1 to the highest every number is a row; one without a visit says why."""
    series: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for row in records.tables["numbers"]:
        series[row["series"], row["day"]].add(row["n"])
        if row["visit_id"] is None and not row["void_reason"]:
            yield f"I4 {row['label']} is void without a reason"
    for name, there in series.items():
        if missing := set(range(1, max(there) + 1)) - there:
            yield f"I4 {name} lacks {sorted(missing)[:5]}"


def steps(records: Records) -> list[Row]:
    """The events that moved a turn, in the order everybody reads."""
    moved = [row for row in records.tables["events"] if row["turn_id"] and row["to_state"]]
    return sorted(moved, key=lambda row: (row["seq"] or 0, row["id"]))


def events_tell_the_states(records: Records) -> Iterator[str]:
    """I5: replayed, each event begins where the one before ended, and the last is what is."""
    state: dict[int, str] = {}
    for event in steps(records):
        turn = event["turn_id"]
        was = event["from_state"] or event["to_state"]  # a renumbered turn moves nowhere
        if turn in state and was != state[turn]:
            yield f"I5 turn {turn}: {event['act']} from {event['from_state']}, it was {state[turn]}"
        state[turn] = event["to_state"]
    for row in records.tables["turns"]:
        if state.get(row["id"]) != row["state"]:
            yield f"I5 turn {row['id']} is {row['state']}, its events say {state.get(row['id'])}"


def nobody_in_two_places(records: Records) -> Iterator[str]:
    """I5: replayed, a room with one place never has two turns, and nobody is in two rooms."""
    single = {row["id"] for row in records.tables["rooms"] if row["places"] == 1}
    where: dict[int, int] = {}  # turn: the room it is in
    for event in steps(records):
        turn, room = event["turn_id"], event["room_id"]
        if event["to_state"] not in ACTIVE:
            where.pop(turn, None)
        elif event["act"] == "call":
            if room in single and room in where.values():
                yield f"I5 room {room} called turn {turn} and had somebody"
            if turn in where:
                yield f"I5 turn {turn} was called to rooms {where[turn]} and {room}"
            where[turn] = room


def nobody_called_by_two(records: Records) -> Iterator[str]:
    """I5: as the callers saw it, one number was called by one key, one key called one number."""
    keys: defaultdict[str, set[str]] = defaultdict(set)
    numbers: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
    for line in records.said("called"):
        numbers[line["key"]].add(tuple(line["numbers"]))
        for number in line["numbers"]:
            keys[number].add(line["key"])
    back = {row["turn_id"] for row in records.tables["events"] if row["act"] == "put_back"}
    again = {row["number"] for row in records.tables["turns"] if row["id"] in back}
    for number, pressed in keys.items():
        if len(pressed) > 1 and number not in again:
            yield f"I5 {number} was called by {len(pressed)} presses of next"
    for called in numbers.values():
        if len(called) > 1:
            yield f"I5 one press of next called {sorted(called)}"


def nobody_forgotten(records: Records) -> Iterator[str]:
    """I6: after the hall is empty every turn has come to an end; every visit has a turn."""
    for row in records.tables["turns"]:
        if row["state"] not in AT_REST:
            yield f"I6 {row['number']} is still {row['state']}"
    with_turn = {row["visit_id"] for row in records.tables["turns"]}
    for row in records.tables["visits"]:
        if row["id"] not in with_turn:
            yield f"I6 {row['number']} waits for nothing"


def boards_agree(records: Records) -> Iterator[str]:
    """I8: versions never fall within an epoch; in the end all boards show what is stored."""
    stored = max(row["version"] for row in records.tables["boards"] if row["code"] == "sanh")
    calls = {row["uid"] for row in records.tables["events"] if row["act"] in ("call", "recall")}
    last: dict[str, Row] = {}
    for line in records.said("picture"):
        before = last.get(line["who"])
        if before and before["epoch"] == line["epoch"] and line["version"] < before["version"]:
            yield f"I8 {line['who']} fell from {before['version']} to {line['version']}"
        if ghosts := set(line["calls"]) - calls:
            yield f"I8 {line['who']} showed calls nobody made: {sorted(ghosts)[:2]}"
        last[line["who"]] = line
    for who, line in last.items():
        if line["version"] != stored:
            yield f"I8 {who} ended at {line['version']}, stored is {stored}"
    if len({line["hash"] for line in last.values()}) > 1:
        yield "I8 boards of one hall show different things"


def one_unmarked_paper(records: Records) -> Iterator[str]:
    """I10: a number is on one unmarked slip at most."""
    for number, count in Counter(records.paper).items():
        if count > 1:
            yield f"I10 {number} was printed {count} times"


def times_run_forward(records: Records) -> Iterator[str]:
    """I12: nobody is called before joining, nobody ends before being called."""
    for row in records.tables["turns"]:
        times = [row[name] for name in ("joined_at", "called_at", "ended_at")]
        told = [at for at in times if at is not None]
        if told != sorted(told):
            yield f"I12 {row['number']}: {times}"


RULES: Final = (
    no_number_lost,
    no_number_twice,
    one_press_one_number,
    no_gap_without_reason,
    events_tell_the_states,
    nobody_in_two_places,
    nobody_called_by_two,
    nobody_forgotten,
    boards_agree,
    one_unmarked_paper,
    times_run_forward,
)


def main(journals: str, database: str, *tickets: str) -> int:
    """Say what is wrong; 1 when something is."""
    found = complaints(read(Path(journals), database, *map(Path, tickets)))
    sys.stdout.write("\n".join(found or ["nothing happened to anybody"]) + "\n")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
