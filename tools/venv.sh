#!/bin/sh
# Makes .venv with Python 3.11 or newer, and says in plain words what is missing.
set -eu

for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
  if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    python=$candidate
    break
  fi
done
if [ -z "${python:-}" ]; then
  echo "Lượt needs Python 3.11 or newer; none was found. Name one: make run PYTHON=/path/to/python" >&2
  exit 1
fi

# Debian and Ubuntu keep venv's pip in a package of its own; without it venv leaves half a folder
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  echo "• $python has no venv module; installing python3-venv"
  version=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
  if [ "$(id -u)" = 0 ]; then as_root=""; else as_root="sudo -n"; fi
  if ! { $as_root apt-get update -qq && $as_root apt-get install -y -qq "$version"; } >/dev/null 2>&1; then
    echo "Could not install it. Please run once:  sudo apt install $version" >&2
    exit 1
  fi
fi

echo "• making the environment in .venv ($("$python" -V))"
"$python" -m venv .venv
