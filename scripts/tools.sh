#!/usr/bin/env bash
# Installs what the other scripts need, only what is missing, and says nothing about what is there.
# usage: scripts/tools.sh [rust] [npm] [browser] [postgres] [python]     (all of them when none is named)
source "$(dirname "$0")/lib.sh"

has() { command -v "$1" >/dev/null 2>&1; }

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif has sudo; then
    sudo "$@"
  else
    fail "this needs root and there is no sudo; run it by hand: $*"
  fi
}

# apt_install WHAT PACKAGE…: installs those of the Debian packages that are not there yet.
apt_install() {
  local what=$1 package missing=()
  shift
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} = 0 ] && return
  say "installing $what: ${missing[*]}"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

rust() {
  has cargo || fail "Rust is missing: install it from https://rustup.rs"
  if ! has cc; then
    has apt-get || fail "a C compiler is missing (SQLite is compiled in): install gcc or clang"
    apt_install "a C compiler" gcc libc6-dev
  fi
  [ -d "$(rustc --print target-libdir --target wasm32-unknown-unknown)" ] && return
  has rustup || fail "Rust's WASM target is missing: install your distribution's package for wasm32-unknown-unknown"
  say "installing Rust's WASM target"
  rustup target add wasm32-unknown-unknown
}

npm_packages() {
  has npm || fail "Node.js is missing: install version 20 or newer, with npm, from https://nodejs.org"
  cmp -s end2end/package-lock.json end2end/node_modules/.installed-from && return
  say "installing the npm packages (the optimisers, Playwright)"
  # binaryen asks for a newer Node.js than its optimiser needs; the warning would only alarm.
  (cd end2end && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund --loglevel=error >/dev/null)
  cp end2end/package-lock.json end2end/node_modules/.installed-from
}

on_debian() { has apt-get && grep -qs '^ID=debian' /etc/os-release; }

browser() {
  if on_debian; then
    apt_install "Chromium" chromium fonts-dejavu-core fonts-noto-core
  elif [ ! -x /usr/bin/chromium ]; then
    npm_packages
    # Silent and quick when it is there already.
    (cd end2end && npx playwright install chromium) ||
      fail "no Chromium: install it as /usr/bin/chromium, or let 'npx playwright install chromium' download one"
  fi
}

postgres() {
  scripts/postgres.sh bindir >/dev/null 2>&1 && return
  has apt-get || fail "PostgreSQL is missing: install its server (initdb and pg_ctl), then try again"
  apt_install "PostgreSQL" postgresql
}

# For HubSpot's Python client, which is installed into a folder of its own.
python() {
  python3 -c 'import ensurepip, venv' >/dev/null 2>&1 && return
  has apt-get || fail "Python 3 with its venv module is missing: install it, then try again"
  apt_install "Python" python3 python3-venv
}

[ $# = 0 ] && set -- rust npm browser postgres python
for tool in "$@"; do
  case $tool in
    rust) rust ;;
    npm) npm_packages ;;
    browser) browser ;;
    postgres) postgres ;;
    python) python ;;
    *) fail "scripts/tools.sh knows rust, npm, browser, postgres and python, not '$tool'" ;;
  esac
done
