#!/bin/sh
# Brings what some tests need and pip cannot give: a browser, PostgreSQL's programs, Redis.
# Where it may not install, it says which tests will be left out; pytest names them again at its end.
set -u

have_chromium() { command -v chromium chromium-browser google-chrome >/dev/null 2>&1; }
have_postgres() { ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1; }
have_redis()    { command -v redis-server >/dev/null 2>&1; }

packages=""
have_chromium || packages="$packages chromium"
have_postgres || packages="$packages postgresql"
have_redis    || packages="$packages redis-server"

if [ -n "$packages" ]; then
  if [ "$(id -u)" = 0 ]; then as_root=""; else as_root="sudo -n"; fi
  echo "• installing for the tests:$packages"
  log=build/apt.log
  mkdir -p build
  export DEBIAN_FRONTEND=noninteractive
  # the tests start their own throw-away servers; none should be left running on this machine
  { $as_root apt-get update -qq && $as_root apt-get install -y -qq --no-install-recommends $packages; } >"$log" 2>&1 \
    || echo "  apt could not ($(tail -n 1 "$log"))"
fi

left_out() { echo "!! LEFT OUT: $1" >&2; }
have_chromium || left_out "every test in a browser, because there is no Chromium (apt install chromium)"
have_postgres || left_out "every test on PostgreSQL, because initdb is missing (apt install postgresql)"
have_redis    || left_out "the tests of the bell between processes, because redis-server is missing (apt install redis-server)"
exit 0
