# shellcheck shell=bash
# Sourced by every script here: strict mode, the project's root as the current folder, and a few words they share.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# On stderr, so that a script whose output is read by another one may still say what it is doing.
say() { printf '==> %s\n' "$*" >&2; }

fail() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# Cargo's own answer, because CARGO_TARGET_DIR is not the only way to move the target folder.
target_dir() {
  cargo metadata --locked --no-deps --format-version 1 | sed 's/.*"target_directory":"\([^"]*\)".*/\1/'
}

# The path of the server for a profile's folder (debug or release). The site is elsewhere: always below the project, where
# Leptos.toml says.
portico_bin() { printf '%s/%s/portico\n' "$(target_dir)" "$1"; }

# Everything but the browser's entry point (it turns the app's other half on) and the bundler (which no server needs).
# Always asked for together: with another choice of packages cargo enables other features of what they share, and compiles
# half of the dependencies again.
# shellcheck disable=SC2034  # read by those who source this
SERVER_SIDE=(--workspace --exclude frontend --exclude bundler)

has_nextest() { cargo nextest --version >/dev/null 2>&1; }

# The tests of the packages that the arguments select.
run_tests() {
  if has_nextest; then
    cargo nextest run --locked --no-tests=pass "$@"
  else
    cargo test --locked --lib --bins --tests "$@"
  fi
}
