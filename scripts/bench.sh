#!/usr/bin/env bash
# How fast and how big the release is: `make bench`. The numbers of the last run are kept in docs/benchmarks.md.
source "$(dirname "$0")/lib.sh"

scripts/tools.sh rust npm
say "the browser's files"
cargo --locked bundler --release --locked
say "the server, and what measures it (about ten minutes the first time)"
cargo build --locked --release --package server --features embed,bench --bins
PORTICO_BIN=$(portico_bin release)
export PORTICO_BIN
say "measuring"
"$PORTICO_BIN-bench" "$@"
