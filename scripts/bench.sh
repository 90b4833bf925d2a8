#!/usr/bin/env bash
# How fast and how big the release is: `make bench`. The numbers of the last run are kept in docs/benchmarks.md.
source "$(dirname "$0")/lib.sh"

scripts/release.sh
say "measuring"
PORTICO_BIN=$(portico_bin release)
export PORTICO_BIN
cargo run --locked --release --package server --features embed --example bench -- "$@"
