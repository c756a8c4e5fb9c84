"""Draws the life of a turn from its table, so the page and the code never disagree.

`python -m tools.diagram` prints it; `python -m tools.diagram ARCHITECTURE.md` puts it between the
two marks of that file. A test compares the two.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from queue_server.core.turn import FINAL, TABLE, Act, State

BEGIN: Final = "<!-- turn diagram: begin (drawn by tools/diagram.py, not by hand) -->"
END: Final = "<!-- turn diagram: end -->"


def draw(table: Mapping[State, Mapping[Act, State]]) -> str:
    """The table as a Mermaid state diagram: one arrow for each pair of states, its acts on it."""
    lines = ["stateDiagram-v2", f"    [*] --> {State.PLANNED}", f"    [*] --> {State.WAITING}"]
    for state, steps in table.items():
        arrows: defaultdict[State, list[str]] = defaultdict(list)
        for act, target in steps.items():
            arrows[target].append(str(act))
        lines += [f"    {state} --> {to}: {', '.join(acts)}" for to, acts in arrows.items()]
        if state in FINAL:
            lines.append(f"    {state} --> [*]")
    return "\n".join(lines)


def block(table: Mapping[State, Mapping[Act, State]]) -> str:
    """The marked part of the page, marks included."""
    return f"{BEGIN}\n```mermaid\n{draw(table)}\n```\n{END}"


def replace_block(page: str, drawn: str) -> str:
    """The page with its marked part replaced. Raises ValueError when it has no such part."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the page lacks the marks {BEGIN} and {END}")
    return before + drawn + after


def main(arguments: list[str]) -> None:
    """Print the diagram, or put it into the page named."""
    if not arguments:
        print(draw(TABLE))
        return
    path = Path(arguments[0])
    path.write_text(replace_block(path.read_text("utf-8"), block(TABLE)), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
