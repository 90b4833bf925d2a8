#!/usr/bin/env bash
# Portico in a real browser: `make e2e`. Arguments go to Playwright: `make e2e ARGS="tickets --headed"`.
# With PORTICO_URL set, the suite runs against that portal and nothing is built; otherwise it starts its own server.
source "$(dirname "$0")/lib.sh"

scripts/tools.sh npm browser
if [ -z "${PORTICO_URL:-}" ]; then
  scripts/tools.sh rust
  # The optimised site: what the optimiser breaks shows only in a browser.
  say "the browser's files"
  cargo --locked bundler --release --locked
  say "the server"
  cargo build --locked --package server
  PORTICO_BIN=$(portico_bin debug)
  export PORTICO_BIN
fi
say "the stories in a browser"
cd end2end
npx playwright test "$@"
