"""The base load of a fault run: kiosks, desks, boards and paper; and the end of the day."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.checker import Records, complaints, read
from tests.faults.clients import Board, Caller, Client, Fingers, Journal, Presser
from tests.faults.ward import DESKS, Ward
from tests.harness.ports import free_port
from tests.harness.programs import Programs
from tests.harness.waiting import wait_until

PRESSES = 15  # of each bare kiosk: below the burst that the server takes from one
TOUCHES = 6  # of each real one
ENDLESS = 1_000_000


@dataclass
class Hall:
    """Everybody who comes in one run."""

    ward: Ward
    journals: Path
    pressers: list[Presser] = field(default_factory=list)
    fingers: list[Fingers] = field(default_factory=list)
    callers: list[Caller] = field(default_factory=list)
    boards: list[Board] = field(default_factory=list)
    tickets: list[Path] = field(default_factory=list)
    spools: list[Path] = field(default_factory=list)

    @property
    def patients(self) -> list[Client]:
        return [*self.pressers, *self.fingers]

    def come(self, *, presses: int = PRESSES) -> None:
        """Boards switch on, desks open, everybody begins."""
        for nth, key in enumerate(self.ward.board_keys):
            board = Board(self.ward, self.journal(f"board-{nth + 1}"), key=key)
            board.connect()
            self.boards.append(board)
        for nth, key in enumerate(self.ward.kiosk_keys):
            journal = self.journal(f"press-{nth + 1}")
            self.pressers.append(Presser(self.ward, journal, key=key, share=presses))
        for nth, _ in enumerate(self.ward.sessions):
            journal = self.journal(f"desk-{nth + 1}")
            caller = Caller(self.ward, journal, nth=nth, room=DESKS[nth], share=ENDLESS)
            caller.open()
            self.callers.append(caller)
        for client in [*self.patients, *self.callers]:
            client.start()

    def real_kiosk(self, programs: Programs, name: str) -> None:
        """A kiosk program with its print agent and its virtual printer, and people before it."""
        folder = self.ward.folder / name
        folder.mkdir()
        port, spool, tickets = free_port(), folder / "spool.db", folder / "tickets"
        lines = {"server": self.ward.address, "data": str(folder / "data"), "spool": str(spool)}
        text = "".join(f'{key} = "{value}"\n' for key, value in lines.items())
        (folder / "kiosk.toml").write_text(f"{text}port = {port}\nvoice = false\n", "utf-8")
        kiosk = ["-m", "kiosk", "--config", str(folder / "kiosk.toml")]
        code = self.ward.enrolment_code(name)
        assert programs.python(f"{name}-enrol", *kiosk, "enrol", code).process.wait(30) == 0
        agent = ["-m", "printer", "--spool", spool, "--virtual", tickets, "run"]
        programs.python(f"{name}-printer", *agent)
        program = programs.python(name, *kiosk, "run", "--no-browser")
        program.wait_for_port(port, 30)
        self.fingers.append(Fingers(self.ward, self.journal(name), share=TOUCHES, port=port))
        wait_until(lambda: self.fingers[-1].http.get("/state").json()["services"], 15)
        self.tickets.append(tickets)
        self.spools.append(spool)

    def journal(self, who: str) -> Journal:
        return Journal(self.journals, who)

    # ---- the end of the day ----------------------------------------------------------------------

    def heal(self) -> None:
        """Everybody comes to an end by himself: all numbers given, all called, all slips paper."""
        for client in self.patients:
            client.join()
        if self.fingers:
            wait_until(self._all_handed_in, 30, what="every number of the kiosks is handed in")
        for caller in self.callers:
            wait_until(lambda caller=caller: caller.nobody > 2, 60, what="the hall is empty")
            caller.enough.set()
            caller.join()
        wait_until(self._all_paper, 30, what="every slip is paper")
        stored = self.stored_version()
        wait_until(
            lambda: all(board.version == stored for board in self.boards), 15,
            what="every board shows what is stored",
        )  # fmt: skip
        for board in self.boards:
            board.close()

    def complaints(self) -> list[str]:
        """What the checker says of this run."""
        return complaints(self.records())

    def records(self) -> Records:
        """Journals, database and paper as they are now."""
        return read(self.journals, self.ward.database, *self.tickets)

    def stored_version(self) -> int:
        tables = self.records().tables
        return next(int(row["version"]) for row in tables["boards"] if row["code"] == "sanh")

    def _all_handed_in(self) -> bool:
        records = self.records()
        known = {row["label"] for row in records.tables["numbers"]}
        return {line["number"] for line in records.said("number")} <= known

    def _all_paper(self) -> bool:
        wanted = sum(client.share for client in self.fingers)
        return len(self.records().paper) >= wanted


@contextlib.contextmanager
def hall(ward: Ward) -> Iterator[Hall]:
    """A hall that leaves nobody behind, however the run ends."""
    running = Hall(ward, ward.folder / "journals")
    try:
        yield running
    finally:
        for client in [*running.patients, *running.callers]:
            client.enough.set()
        for board in running.boards:
            board.close()
