# The project's commands. `make run` and `make test` work on a fresh Debian 12 with Rust 1.95.

CARGO ?= cargo
VENV := target/sensorthings-venv

.PHONY: run test check lint docs bench screens interop soak fuzz dist need-run need-test need-interop

# Opens the window (installs what is missing first).
run: need-run
	$(CARGO) run --release --locked

# All tests (installs what is missing first).
test: need-test $(VENV)/ready
	REGIOSCOPE_SENSORTHINGS_PYTHON=$(CURDIR)/$(VENV)/bin/python $(CARGO) test --locked
	$(CARGO) test --locked --no-default-features

# What continuous integration runs. It builds once, so what speeds a second build up would only fill the disk.
check: export CARGO_INCREMENTAL = 0
check: lint test docs

lint:
	$(CARGO) fmt --check
	$(CARGO) clippy --locked --all-targets -- -D warnings
	$(CARGO) clippy --locked --all-targets --no-default-features -- -D warnings

docs:
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --locked --no-deps

# Measures; prints ratios to a peer in the same run.
bench:
	$(CARGO) bench --locked

# Every tab, state, language, theme and size as a picture in screens/.
screens:
	$(CARGO) build --release --locked
	.ci/screens target/release/regioscope screens

# Checks against other programs: GDAL, QGIS, LibreOffice, pyarrow and DuckDB read the exports back, value by value; a
# real SensorThings server and a real WFS (MapServer) are read. Installs what is missing first; what can't be installed
# is skipped, aloud.
interop: need-interop $(VENV)/ready $(VENV)/interop-ready
	REGIOSCOPE_SENSORTHINGS_PYTHON=$(CURDIR)/$(VENV)/bin/python REGIOSCOPE_INTEROP_PYTHON=$(CURDIR)/$(VENV)/bin/python \
		$(CARGO) test --locked --release --test interop -- --nocapture
	REGIOSCOPE_SENSORTHINGS_PYTHON=$(CURDIR)/$(VENV)/bin/python $(CARGO) test --locked --release --test feeds real_ -- --nocapture

# Simulated sensors with faults for ten minutes: memory stays steady and no acknowledged value is lost.
soak:
	$(CARGO) test --locked --release --test soak -- --ignored --nocapture

# Every reader with bytes that no host would send, ten minutes each (FUZZ_SECONDS); needs cargo-fuzz.
FUZZ_SECONDS ?= 600
FUZZ_TARGETS = $(basename $(notdir $(wildcard fuzz/fuzz_targets/*.rs)))
fuzz:
	cd fuzz && for target in $(FUZZ_TARGETS); do \
		RUSTC_BOOTSTRAP=1 $(CARGO) fuzz run --sanitizer none $$target -- -max_total_time=$(FUZZ_SECONDS) -max_len=65536 || exit 1; \
	done

# What is shipped: with link-time optimisation, slower to build.
dist:
	$(CARGO) build --profile dist --locked

need-run:
	@.ci/need run

need-test:
	@.ci/need test

need-interop:
	@.ci/need interop

$(VENV)/ready: tests/python/requirements.txt
	python3 -m venv $(VENV)
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check -r tests/python/requirements.txt
	touch $@

$(VENV)/interop-ready: tests/python/interop-requirements.txt $(VENV)/ready
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check -r tests/python/interop-requirements.txt
	touch $@
