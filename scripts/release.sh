#!/usr/bin/env bash
# One self-contained binary, with the browser's files and the migrations inside: `make release`.
source "$(dirname "$0")/lib.sh"

scripts/tools.sh rust npm
say "the browser's files"
cargo --locked bundler --release --locked
say "the server (about ten minutes the first time)"
cargo build --locked --release --package server --features embed
binary=$(portico_bin release)
say "$binary ($(du -h "$binary" | cut -f 1))"
