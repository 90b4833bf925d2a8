# The commands; what they do is in scripts/. `make run` and `make test` are all that a newcomer needs.
.PHONY: help run test dev check e2e clients bench release tools clean-data
.DEFAULT_GOAL := help

# make run LISTEN=127.0.0.1:8080 DATA=/tmp/portal      make e2e ARGS="tickets"      make tools ARGS="rust npm"
export LISTEN DATA
ARGS ?=

help:        ## this list
	@sed -n 's/^\([a-z0-9-]*\): *## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

run:         ## build and start Portico; prints its address (LISTEN=… DATA=…)
	@scripts/run.sh

test:        ## everything: checks, unit, story and HTTP tests on both databases, sizes, browser
	@scripts/test.sh

dev:         ## start Portico and build it again on every change
	@scripts/dev.sh

check:       ## the fast checks: format, clippy, unit tests, catalogues
	@scripts/check.sh

e2e:         ## only the browser tests (ARGS="…" goes to Playwright, PORTICO_URL=… tests a running portal)
	@scripts/e2e.sh $(ARGS)

clients:     ## only HubSpot's own clients, against both databases
	@scripts/clients.sh

bench:       ## measure the release build
	@scripts/bench.sh $(ARGS)

release:     ## one self-contained binary
	@scripts/release.sh

tools:       ## install what is missing (ARGS="rust npm browser postgres")
	@scripts/tools.sh $(ARGS)

clean-data:  ## forget the development data
	@scripts/clean-data.sh
