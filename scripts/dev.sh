#!/usr/bin/env bash
# Runs Portico and builds it again whenever a source file changes: `make dev`. The site is split like a release but not
# optimised. Those who have cargo-leptos may prefer `cargo leptos watch --split`: it also reloads the browser.
source "$(dirname "$0")/lib.sh"

server=
stop_server() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  [ -z "$server" ] || wait "$server" 2>/dev/null || true
  server=
}
trap stop_server EXIT

# A failed build keeps the last good server running.
rebuild() {
  cargo bundler && cargo build --package server || return 0
  stop_server
  "$(portico_bin debug)" serve --data "${DATA:-data}" ${LISTEN:+--listen "$LISTEN"} &
  server=$!
}

changed() {
  find app server frontend style public Cargo.toml Leptos.toml -type f -newer "$1" -print -quit
}

scripts/tools.sh rust npm
stamp=$(mktemp)
trap 'stop_server; rm -f "$stamp"' EXIT
rebuild
say "watching for changes (Ctrl-C ends it)"
while sleep 1; do
  file=$(changed "$stamp")
  [ -n "$file" ] || continue
  say "$file changed"
  touch "$stamp"
  rebuild
done
