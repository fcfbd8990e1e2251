"""Laws of the ledger against SQL that replaces rows instead of changing them."""

from pathlib import Path

from alembic import op

revision = "0010"
down_revision = "0009"

LAWS = Path(__file__).with_suffix(".sql")


def upgrade() -> None:
    for law in LAWS.read_text("utf-8").split("\n\n")[1:]:
        op.execute(law)
