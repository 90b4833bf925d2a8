#!/usr/bin/env bash
# HubSpot's own clients (Node.js, Python, its MCP server) against a server of ours, once on SQLite and once on PostgreSQL:
# scripts/clients.sh. Where ../shared has the acceptance script, that runs too, and Schemathesis holds made-up requests against
# the document that the server publishes (`/crm/openapi.json`).
# With PORTICO_BIN set, that binary is taken and nothing is built.
source "$(dirname "$0")/lib.sh"

unset PORTICO_URL PORTICO_DATABASE_URL # each server here is told its own
acceptance=../shared/acceptance/hubspot_client.py
venv=$(target_dir)/clients-python

scripts/tools.sh npm postgres python
if [ -z "${PORTICO_BIN:-}" ]; then
  scripts/tools.sh rust
  say "the server"
  cargo build --locked --package server
  PORTICO_BIN=$(portico_bin debug)
fi

install_node() {
  cmp -s end2end/clients/package-lock.json end2end/clients/node_modules/.installed-from && return
  say "installing HubSpot's npm packages"
  # The client asks for a newer Node.js than it needs; the warning would only alarm.
  (cd end2end/clients && npm ci --no-audit --no-fund --loglevel=error >/dev/null)
  cp end2end/clients/package-lock.json end2end/clients/node_modules/.installed-from
}

install_python() {
  cmp -s end2end/clients/requirements.txt "$venv/.installed-from" && return
  say "installing HubSpot's Python package"
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check --requirement end2end/clients/requirements.txt
  cp end2end/clients/requirements.txt "$venv/.installed-from"
}

folder=$(mktemp -d)
postgres=$(mktemp -d) # of its own: PostgreSQL runs as another user, who cannot enter the folder above
server=
stop() {
  if [ -n "$server" ]; then
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    server=
  fi
}
trap 'stop; scripts/postgres.sh stop "$postgres"; rm -rf "$folder"' EXIT

free_port() {
  node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'
}

# Made-up requests, right and wrong ones, for about a minute: no answer is one of the server's own mistakes, and none is
# other than the document says.
against_the_document() {
  say "made-up requests, held against the document"
  "$venv/bin/schemathesis" --config-file end2end/clients/schemathesis.toml run "$HUBSPOT_BASE_URL/crm/openapi.json" \
    --header "Authorization: Bearer $HUBSPOT_ACCESS_TOKEN"
}

# with_server NAME [SETTING…]: starts a server on a data folder of its own and runs every client against it.
with_server() {
  local name=$1 data=$folder/$1 port
  shift
  port=$(free_port)
  say "HubSpot's clients, on $name"
  # Made-up requests come faster than a token may ask, and a refusal for that would say nothing of what they ask.
  local portico=(env PORTICO_API_LIMIT=1000000 "$@" "$PORTICO_BIN")
  "${portico[@]}" admin create --data "$data" --email owner@example.com --name "Olga Owner" --role owner \
    --password-stdin <<<"a long passphrase for tests" >/dev/null
  "${portico[@]}" serve --data "$data" --listen "127.0.0.1:$port" >"$folder/$name.log" 2>&1 &
  server=$!
  for _ in $(seq 100); do
    grep -qs "Portico is listening" "$folder/$name.log" && break
    kill -0 "$server" 2>/dev/null || fail "the server did not start: $(tail -n 5 "$folder/$name.log")"
    sleep 0.1
  done
  HUBSPOT_BASE_URL=http://127.0.0.1:$port
  HUBSPOT_ACCESS_TOKEN=$("${portico[@]}" token create --data "$data" --name clients --scopes all)
  HUBSPOT_LIMITED_TOKEN=$("${portico[@]}" token create --data "$data" --name limited \
    --scopes crm.objects.contacts.read,crm.objects.contacts.write)
  export HUBSPOT_BASE_URL HUBSPOT_ACCESS_TOKEN HUBSPOT_LIMITED_TOKEN
  (cd end2end/clients && node --test node.mjs mcp.mjs)
  "$venv/bin/python" end2end/clients/python.py
  if [ -f "$acceptance" ]; then
    HUBSPOT_TIER=2 "$venv/bin/python" "$acceptance"
  fi
  against_the_document
  stop
}

install_node
install_python
with_server sqlite
database=$(scripts/postgres.sh start "$postgres")
with_server postgresql PORTICO_DATABASE_URL="$database"
say "HubSpot's clients work"
