"""Seal everything in the vault under its newest key, a batch a transaction."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, and_, bindparam, func, or_, select, update

from frontdesk.adapters.sql.database import SqliteDatabase
from frontdesk.adapters.sql.sealing import Sealing
from frontdesk.adapters.sql.tables_vault import vault_table
from frontdesk.adapters.sql.vault import place_of
from frontdesk.domain.event import ConversationId

BATCH = 200  # values; the desk's own writes wait for so many at most

_row = vault_table.c
_others = (
    select(vault_table)
    .where(_row.sealed.is_not(None))
    .where(func.substr(_row.sealed, 1, bindparam("size")) != bindparam("mark"))
    .where(
        or_(
            _row.conversation > bindparam("id"),
            and_(_row.conversation == bindparam("id"), _row.placeholder > bindparam("name")),
        )
    )
    .order_by(_row.conversation, _row.placeholder)
    .limit(BATCH)
)
_reseal = (
    update(vault_table)
    .where(_row.conversation == bindparam("of"), _row.placeholder == bindparam("named"))
    .values(sealed=bindparam("anew"))
)


@dataclass(frozen=True, slots=True)
class Resealed:
    values: int = 0
    unreadable: int = 0
    """Whose key is gone: they stay as they are."""


async def reseal(
    database: SqliteDatabase, sealing: Sealing, when_done: Callable[[], None]
) -> Resealed:
    """To be called once there is a new key: whoever writes from then on seals under it.

    `when_done` runs before anybody else writes again, so nothing can still need an older key. Done
    again after a crash it goes on where it was. Raises StorageFailed.
    """
    values = unreadable = 0
    last = ("", "")

    def work(connection: Connection) -> tuple[int, int, tuple[str, str] | None]:
        mark = sealing.mark
        found = {"mark": mark, "size": len(mark), "id": last[0], "name": last[1]}
        rows = connection.execute(_others, found).all()
        anew = [new for row in rows if (new := _anew(sealing, *row))]
        if anew:
            connection.execute(_reseal, anew)
        if not rows:
            when_done()
            return 0, 0, None
        return len(anew), len(rows) - len(anew), (rows[-1].conversation, rows[-1].placeholder)

    while True:
        done, gone, reached = await database.write(work)
        if reached is None:
            return Resealed(values, unreadable)
        values, unreadable, last = values + done, unreadable + gone, reached


def _anew(sealing: Sealing, id: str, name: str, sealed: bytes) -> dict[str, object] | None:
    place = place_of(ConversationId(id), name)
    text = sealing.unseal(sealed, place)
    return {"of": id, "named": name, "anew": sealing.seal(text, place)} if text else None
