#!/usr/bin/env bash
# From a clean clone to a running portal: `make run`. LISTEN and DATA choose the address and the data folder.
source "$(dirname "$0")/lib.sh"

scripts/tools.sh rust npm
# Neither is optimised, which would cost twice the time: `make release` makes what is to be deployed. Of a first build
# nothing is kept for the next but what it made.
[ -d "$(target_dir)/debug/incremental" ] || export CARGO_INCREMENTAL=0
say "building the browser's files (a few minutes the first time)"
cargo --locked bundler --locked
say "building the server"
cargo build --locked --package server
say "starting Portico on the data in ${DATA:=data}"
exec "$(portico_bin debug)" serve --data "$DATA" ${LISTEN:+--listen "$LISTEN"}
