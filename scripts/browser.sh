#!/usr/bin/env bash
# Browser tests need Debian's Chromium: installed here when that is possible, else they are skipped.
set -euo pipefail
if [ -x /usr/bin/chromium ] || [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    exit 0
fi
echo "Installing Chromium for the browser tests…"
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null
