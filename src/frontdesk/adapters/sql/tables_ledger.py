"""The tables of the ledger; the laws over them stand in the migration that makes them."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)

from frontdesk.adapters.sql.tables import metadata

STATES = ("offered", "with_person", "confirmed", "paid", "released")
OPEN = ("offered", "with_person", "confirmed")

# Amounts are in the currency's minor units. A strict table takes nothing but whole numbers.
balance_table = Table(
    "refund_balance",
    metadata,
    Column("order", Text, primary_key=True),
    Column("line", Text, primary_key=True),
    Column("currency", Text, nullable=False),
    Column("paid", Integer, CheckConstraint("paid >= 0"), nullable=False),
    Column("refunded", Integer, CheckConstraint("refunded >= 0"), nullable=False),
    Column("reserved", Integer, CheckConstraint("reserved >= 0"), nullable=False),
    CheckConstraint("reserved + refunded <= paid", name="never_above_paid"),
    UniqueConstraint("order", "line", "currency"),
    sqlite_strict=True,
)

refund_table = Table(
    "refund",
    metadata,
    Column("confirmation", Text, primary_key=True),
    Column("conversation", Text, nullable=False),
    Column("customer", Text, nullable=False),
    Column("order", Text, nullable=False),
    Column("state", Text, CheckConstraint(f"state IN {STATES}"), nullable=False),
    Column("offered", Integer, nullable=False),
    Column("expires", Integer, nullable=False),
    Column("confirmed", Integer),
    Column("reference", Text, nullable=False),
    Column("reason", Text, nullable=False),
    CheckConstraint("(state = 'paid') = (reference <> '')", name="paid_with_a_reference"),
    Index("ix_refund_order", "order"),
    Index("ix_refund_state", "state"),
    Index("ix_refund_confirmed", "confirmed"),
    sqlite_strict=True,
)

line_table = Table(
    "refund_line",
    metadata,
    Column("confirmation", Text, ForeignKey("refund.confirmation"), primary_key=True),
    Column("line", Text, primary_key=True),
    Column("order", Text, nullable=False),
    Column("currency", Text, nullable=False),
    Column("amount", Integer, CheckConstraint("amount > 0"), nullable=False),
    Column("state", Text, nullable=False),  # the refund's; kept by a trigger
    ForeignKeyConstraint(
        ("order", "line", "currency"),
        ("refund_balance.order", "refund_balance.line", "refund_balance.currency"),
    ),
    sqlite_strict=True,
)
Index(
    "one_open_refund_a_line",
    line_table.c.order,
    line_table.c.line,
    unique=True,
    sqlite_where=line_table.c.state.in_(OPEN),
)
