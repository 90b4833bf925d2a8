#!/usr/bin/env bash
# From a clean clone to a running portal: `make run`. LISTEN and DATA choose the address and the data folder.
source "$(dirname "$0")/lib.sh"

scripts/tools.sh rust npm
say "building the browser's files (a few minutes the first time)"
cargo --locked bundler --release --locked
# The server's development profile: it costs five minutes where the release profile costs thirteen.
say "building the server"
cargo build --locked --package server
say "starting Portico on the data in ${DATA:=data}"
exec "$(portico_bin debug)" serve --data "$DATA" ${LISTEN:+--listen "$LISTEN"}
