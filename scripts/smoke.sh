#!/usr/bin/env bash
# Build the wheel and use it where there is nothing else: PYTHON WORKDIR
set -euo pipefail
cd "$(dirname "$0")/.."
python=$1 work=$2
"$python" -m pip --quiet wheel --no-deps --no-build-isolation --wheel-dir "$work/wheel" .
python3 -m venv "$work/clean"
"$work/clean/bin/python" -m pip --quiet --disable-pip-version-check install --require-hashes -r requirements/run.txt
"$work/clean/bin/python" -m pip --quiet --disable-pip-version-check install --no-deps "$work"/wheel/libgraph-*.whl
cp -r data "$work/workspace"
rm -rf "$work/workspace/build"
cd "$work"
clean/bin/libgraph --version
clean/bin/libgraph --help >/dev/null
clean/bin/libgraph check workspace
clean/bin/libgraph build workspace
clean/bin/libgraph query --list -w workspace >/dev/null
test "$(clean/bin/libgraph query -w workspace --format csv 'SELECT (COUNT(*) AS ?n) { ?s a lg:Person }' | tail -1 | tr -d '\r')" -gt 0
clean/bin/libgraph export workspace --format ttl >/dev/null
clean/bin/libgraph network workspace --format csv >/dev/null
clean/bin/libgraph model context -w workspace >/dev/null
for lang in lt lv en; do
  clean/bin/libgraph init "begun-$lang" --lang "$lang" >/dev/null
  clean/bin/libgraph check "begun-$lang" --format sarif >/dev/null
  clean/bin/libgraph build -w "begun-$lang" >/dev/null
  test "$(clean/bin/libgraph query who-hosted-whom -w "begun-$lang" --lang "$lang" --format csv | wc -l)" = 2
done
echo "the wheel works"
