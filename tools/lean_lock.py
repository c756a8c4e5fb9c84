"""Takes the addresses out of package-lock.json: sponsors' pages and registries are no dependency.

npm checks what it fetches by the hashes, which stay.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any


def lean(lock: dict[str, Any]) -> dict[str, Any]:
    """The lock without `funding` and `resolved`."""
    packages = {
        name: {key: value for key, value in entry.items() if key not in ("funding", "resolved")}
        for name, entry in lock["packages"].items()
    }
    return {**lock, "packages": packages}


if __name__ == "__main__":
    path = Path(sys.argv[1])
    lock = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps(lean(lock), indent=2, ensure_ascii=False) + "\n", "utf-8")
