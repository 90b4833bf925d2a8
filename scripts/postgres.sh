#!/usr/bin/env bash
# A private PostgreSQL for the tests: its own folder, a free port, gone afterwards.
# usage: scripts/postgres.sh start FOLDER    makes it in FOLDER (empty or missing) and prints its URL
#        scripts/postgres.sh stop FOLDER     stops it and removes FOLDER
#        scripts/postgres.sh bindir          prints where PostgreSQL's programs are, or fails
source "$(dirname "$0")/lib.sh"

# Debian keeps the server's programs out of PATH, a folder a version; the newest comes last.
bindir() {
  local found
  found=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
  [ -x "$found/initdb" ] || found=$(dirname "$(command -v initdb || true)")
  [ -x "$found/initdb" ] && [ -x "$found/createdb" ] || fail "PostgreSQL is missing: run 'make tools'"
  printf '%s\n' "$found"
}

# PostgreSQL refuses to run as root.
as_owner() {
  if [ "$(id -u)" = 0 ]; then
    (cd / && runuser -u postgres -- "$@")
  else
    "$@"
  fi
}

free_port() {
  node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'
}

start() {
  local folder=$1 bin port password
  bin=$(bindir)
  mkdir -p "$folder"
  [ -z "$(ls -A "$folder")" ] || fail "$folder is not empty"
  password=$(node -p 'require("crypto").randomBytes(16).toString("hex")')
  printf '%s\n' "$password" >"$folder/password"
  chmod 700 "$folder"
  [ "$(id -u)" != 0 ] || chown -R postgres "$folder"
  as_owner "$bin/initdb" --pgdata="$folder/data" --username=portico --pwfile="$folder/password" \
    --auth=scram-sha-256 --encoding=UTF8 --no-locale --no-sync >"$folder/initdb.log" ||
    fail "initdb failed: $(cat "$folder/initdb.log")"
  # Nothing here outlives the tests, so nothing has to survive a power cut.
  for _ in 1 2 3; do # another program may take the port between asking and binding
    port=$(free_port)
    if as_owner "$bin/pg_ctl" --pgdata="$folder/data" --log="$folder/server.log" --wait --silent start -o "\
      -c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories='' -c max_connections=200 \
      -c fsync=off -c synchronous_commit=off -c full_page_writes=off" </dev/null >/dev/null; then
      PGPASSWORD=$password "$bin/createdb" --host=127.0.0.1 --port="$port" --username=portico portico
      printf 'postgres://portico:%s@127.0.0.1:%s/portico\n' "$password" "$port"
      return
    fi
  done
  fail "PostgreSQL did not start: $(tail -n 5 "$folder/server.log")"
}

stop() {
  local folder=$1
  if [ -e "$folder/data/postmaster.pid" ]; then
    as_owner "$(bindir)/pg_ctl" --pgdata="$folder/data" --mode=immediate --silent stop
  fi
  rm -rf -- "$folder"
}

case "${1:-} ${2:-}" in
  'bindir '*) bindir ;;
  'start '?*) start "$2" ;;
  'stop '?*) stop "$2" ;;
  *) fail "usage: scripts/postgres.sh start FOLDER | stop FOLDER | bindir" ;;
esac
