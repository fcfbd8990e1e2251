"""Is this Python new enough? Runs on any, hence the old ways."""

import sys

OLDEST = (3, 11)

if sys.version_info < OLDEST:
    sys.exit(
        "Frontdesk needs Python %d.%d or newer; %s is %d.%d."  # noqa: UP031
        % (OLDEST + (sys.executable,) + tuple(sys.version_info[:2]))  # noqa: RUF005
    )
