#!/usr/bin/env bash
# Everything: `make test`. The order is by what fails soonest.
source "$(dirname "$0")/lib.sh"

unset PORTICO_TEST_DATABASE_URL PORTICO_URL # each half below says itself what it runs against
scripts/tools.sh rust npm browser postgres python
scripts/check.sh --no-tests

say "tests of the bundler"
if has_nextest; then
  cargo nextest run --locked --package bundler
else
  cargo test --locked --package bundler
fi
say "the browser's files, with their budget"
cargo --locked bundler --release --locked
cargo --locked bundler budget

say "unit, story and HTTP tests on SQLite"
run_tests "${SERVER_SIDE[@]}"

say "stories and HTTP tests on PostgreSQL"
folder=$(mktemp -d)
trap 'scripts/postgres.sh stop "$folder"' EXIT
PORTICO_TEST_DATABASE_URL=$(scripts/postgres.sh start "$folder")
export PORTICO_TEST_DATABASE_URL
only=()
! has_nextest || only=(--filterset 'package(domain) + package(server)')
run_tests "${SERVER_SIDE[@]}" ${only[@]+"${only[@]}"}
unset PORTICO_TEST_DATABASE_URL

scripts/clients.sh
scripts/e2e.sh
say "all tests passed"
