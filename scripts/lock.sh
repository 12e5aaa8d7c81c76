#!/usr/bin/env bash
# Write the locked requirements: exact versions with hashes, for every platform.
set -euo pipefail
cd "$(dirname "$0")/.."
compile() { uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate "$@"; }
compile pyproject.toml requirements/build.in -o requirements/run.txt
compile pyproject.toml requirements/build.in --all-extras --group test -o requirements/test.txt
compile pyproject.toml requirements/build.in --all-extras --group test --group benchmark -o requirements/benchmark.txt
