"""The `frontdesk` command. Commands import what they need when they run: `--help` must be quick."""

import sys

from frontdesk.cli.commands import app
from frontdesk.errors import FrontdeskError


def main() -> None:
    """Run the command; an error of ours ends in one paragraph and exit code 1."""
    try:
        app()
    except FrontdeskError as error:
        print(f"frontdesk: {error}\n  Next: {error.next_step}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
