"""The vault in SQL, each value sealed."""

from collections.abc import Callable, Mapping, Sequence

from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from frontdesk.adapters.sql.database import SqliteDatabase
from frontdesk.adapters.sql.sealing import Sealing
from frontdesk.adapters.sql.tables_vault import vault_table
from frontdesk.domain.event import ConversationId
from frontdesk.errors import PlaceholderTaken
from frontdesk.ports.conversations import VaultEntry

_of = select(vault_table.c.placeholder, vault_table.c.sealed).where(
    vault_table.c.conversation == bindparam("id")
)
_all = select(vault_table).where(vault_table.c.sealed.is_not(None))
_forget = (
    update(vault_table)
    .where(vault_table.c.conversation == bindparam("id"), vault_table.c.sealed.is_not(None))
    .values(sealed=None)
)


class SqlVault:
    def __init__(self, database: SqliteDatabase, sealing: Sealing) -> None:
        self._database = database
        self._sealing = sealing

    async def values(self, id: ConversationId) -> Mapping[str, str]:
        def work(connection: Connection) -> Mapping[str, str]:
            rows = connection.execute(_of, {"id": id})
            return {
                name: self._sealing.unseal(sealed, place_of(id, name)) if sealed else ""
                for name, sealed in rows
            }

        return await self._database.read(work)

    async def holding(self, fits: Callable[[str, str], bool]) -> Sequence[ConversationId]:
        def work(connection: Connection) -> Sequence[ConversationId]:
            rows = connection.execution_options(yield_per=1_000).execute(_all)
            found = {
                ConversationId(id): None
                for id, name, sealed in rows
                if fits(name, self._sealing.unseal(sealed, place_of(id, name)))
            }
            return [*found]

        return await self._database.read(work)

    async def forget(self, id: ConversationId) -> int:
        return await self._database.write(lambda connection: drop_values(connection, id))


def drop_values(connection: Connection, id: ConversationId) -> int:
    """How many there were."""
    return connection.execute(_forget, {"id": id}).rowcount


def keep_entry(
    connection: Connection, id: ConversationId, entry: VaultEntry, sealing: Sealing
) -> None:
    """Raises PlaceholderTaken."""
    sealed = sealing.seal(entry.value, place_of(id, entry.placeholder))
    row = {"conversation": id, "placeholder": entry.placeholder, "sealed": sealed}
    try:
        connection.execute(insert(vault_table), row)
    except IntegrityError as error:
        raise PlaceholderTaken from error


def place_of(id: ConversationId, placeholder: str) -> str:
    """Where a sealed value belongs: it cannot be read anywhere else."""
    return f"{id} {placeholder}"
