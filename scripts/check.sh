#!/usr/bin/env bash
# The fast checks: `make check`. With --no-tests it leaves the unit tests to a caller that runs all of them anyway.
source "$(dirname "$0")/lib.sh"

scripts/tools.sh rust
say "formatting"
cargo fmt --all --check || fail "run 'cargo fmt --all'"

say "clippy: the server's side"
cargo clippy --locked --quiet "${SERVER_SIDE[@]}" --features server/bench --all-targets -- -D warnings
say "clippy: the browser's side"
cargo clippy --locked --quiet --package frontend --target wasm32-unknown-unknown --no-default-features -- -D warnings
say "clippy: the bundler"
cargo clippy --locked --quiet --package bundler --all-targets -- -D warnings

say "no server code in what the browser downloads"
leaked=$(cargo tree --locked --package frontend --target wasm32-unknown-unknown --no-default-features \
  --edges normal,no-proc-macro --prefix none --format '{p}' | cut -d ' ' -f 1 | sort -u |
  grep -E '^(sea-orm|sea-query|sqlx|hickory)|^(axum|tokio|argon2|domain|migration|server)$' || true)
[ -z "$leaked" ] || fail "the browser would download server code: ${leaked//$'\n'/, }. 'cargo tree --invert CRATE' says why"

if command -v cargo-deny >/dev/null; then
  say "licences, advisories and banned crates"
  cargo deny --locked --log-level error check
fi

if [ "${1:-}" != --no-tests ]; then
  say "unit tests and the catalogues"
  # The server's own come along: they are few, and with it cargo enables the features that every other command uses.
  if has_nextest; then
    cargo nextest run --locked --package model --package app --package server --lib
  else
    cargo test --locked --package model --package app --package server --lib
  fi
fi
