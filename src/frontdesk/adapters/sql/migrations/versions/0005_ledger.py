"""The ledger of refunds, and the laws that the database keeps for it."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

STATES = ("offered", "with_person", "confirmed", "paid", "released")
LAWS = Path(__file__).with_suffix(".sql")


def upgrade() -> None:
    op.create_table(
        "refund_balance",
        sa.Column("order", sa.Text, primary_key=True),
        sa.Column("line", sa.Text, primary_key=True),
        sa.Column("currency", sa.Text, nullable=False),
        sa.Column("paid", sa.Integer, sa.CheckConstraint("paid >= 0"), nullable=False),
        sa.Column("refunded", sa.Integer, sa.CheckConstraint("refunded >= 0"), nullable=False),
        sa.Column("reserved", sa.Integer, sa.CheckConstraint("reserved >= 0"), nullable=False),
        sa.CheckConstraint("reserved + refunded <= paid", name="never_above_paid"),
        sa.UniqueConstraint("order", "line", "currency"),
        sqlite_strict=True,
    )
    op.create_table(
        "refund",
        sa.Column("confirmation", sa.Text, primary_key=True),
        sa.Column("conversation", sa.Text, nullable=False),
        sa.Column("customer", sa.Text, nullable=False),
        sa.Column("order", sa.Text, nullable=False),
        sa.Column("state", sa.Text, sa.CheckConstraint(f"state IN {STATES}"), nullable=False),
        sa.Column("offered", sa.Integer, nullable=False),
        sa.Column("expires", sa.Integer, nullable=False),
        sa.Column("confirmed", sa.Integer),
        sa.Column("reference", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.CheckConstraint("(state = 'paid') = (reference <> '')", name="paid_with_a_reference"),
        sqlite_strict=True,
    )
    for column in ("order", "state", "confirmed"):
        op.create_index(f"ix_refund_{column}", "refund", [column])
    op.create_table(
        "refund_line",
        sa.Column("confirmation", sa.Text, sa.ForeignKey("refund.confirmation"), primary_key=True),
        sa.Column("line", sa.Text, primary_key=True),
        sa.Column("order", sa.Text, nullable=False),
        sa.Column("currency", sa.Text, nullable=False),
        sa.Column("amount", sa.Integer, sa.CheckConstraint("amount > 0"), nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(
            ("order", "line", "currency"),
            ("refund_balance.order", "refund_balance.line", "refund_balance.currency"),
        ),
        sqlite_strict=True,
    )
    op.create_index(
        "one_open_refund_a_line",
        "refund_line",
        ["order", "line"],
        unique=True,
        sqlite_where=sa.text("state IN ('offered', 'with_person', 'confirmed')"),
    )
    for law in LAWS.read_text("utf-8").split("\n\n")[1:]:
        op.execute(law)
