"""One contract for every keeper of what placeholders stand for."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from frontdesk.adapters.memory.conversations import MemoryConversations
from frontdesk.adapters.sql.conversations import SqlConversations
from frontdesk.adapters.sql.database import SqliteDatabase
from frontdesk.adapters.sql.resealing import Resealed, reseal
from frontdesk.adapters.sql.sealing import Sealing
from frontdesk.adapters.sql.vault import SqlVault
from frontdesk.assembly.storage import Storage, open_storage
from frontdesk.domain.event import ConversationId
from frontdesk.errors import Outrun, PlaceholderTaken
from frontdesk.ports.conversations import Conversations, TurnOwed, VaultEntry
from frontdesk.ports.vault import Vault
from tests.builders import NOON, opened, wrote
from tests.empty_database import ensure_database

HERE = ConversationId("here")
THERE = ConversationId("there")
JO = VaultEntry("[email_1]", "jo@mail.example")
ANA = VaultEntry("[email_2]", "ana@mail.example")
SECRET = bytes(range(32))

Kept = tuple[Conversations, Vault]


@contextmanager
def memory(_: Path) -> Iterator[Kept]:
    conversations = MemoryConversations()
    yield conversations, conversations.vault


@contextmanager
def sqlite(folder: Path, secret: bytes = SECRET) -> Iterator[Kept]:
    ensure_database(folder / "desk.db")
    database = SqliteDatabase(folder / "desk.db")
    sealing = Sealing(secret)
    try:
        yield SqlConversations(database, sealing), SqlVault(database, sealing)
    finally:
        database.close()


@pytest.fixture(params=[memory, sqlite], ids=lambda keeper: keeper.__name__)
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Kept]:
    with request.param(tmp_path) as kept:
        yield kept


async def test_values_come_in_with_the_text_that_holds_their_placeholders(kept):
    conversations, vault = kept
    await conversations.append(
        HERE, [opened(), wrote("a")], after=0, at=NOON, together=[JO, TurnOwed(True)]
    )
    await conversations.append(HERE, [wrote("b")], after=2, at=NOON, together=[ANA])

    assert await vault.values(HERE) == {
        "[email_1]": "jo@mail.example",
        "[email_2]": "ana@mail.example",
    }
    assert await conversations.owed() == [HERE]


async def test_an_append_that_was_outrun_keeps_no_value(kept):
    conversations, vault = kept
    await conversations.append(HERE, [opened()], after=0, at=NOON)

    with pytest.raises(Outrun):
        await conversations.append(HERE, [wrote("a")], after=0, at=NOON, together=[JO])

    assert await vault.values(HERE) == {}


async def test_a_placeholder_is_given_once_and_who_comes_second_keeps_nothing(kept):
    conversations, vault = kept
    await conversations.append(HERE, [opened()], after=0, at=NOON, together=[JO])

    for value in ("other@mail.example", JO.value):
        together = [ANA, VaultEntry(JO.placeholder, value), TurnOwed(True)]
        with pytest.raises(PlaceholderTaken):
            await conversations.append(HERE, [wrote("a")], after=1, at=NOON, together=together)

    assert await vault.values(HERE) == {"[email_1]": "jo@mail.example"}
    assert len(await conversations.read(HERE)) == 1
    assert await conversations.owed() == []


async def test_writers_at_once_do_not_give_one_placeholder_to_two_values(kept):
    conversations, vault = kept

    async def write(id: ConversationId, value: str) -> bool:
        entry = VaultEntry("[email_1]", value)
        try:
            await conversations.append(id, [opened()], after=0, at=NOON, together=[entry])
        except Outrun:
            return False
        return True

    both = await asyncio.gather(*(write(HERE, f"{n}@mail.example") for n in range(5)))

    assert sum(both) == 1
    assert len(await vault.values(HERE)) == 1


async def test_conversations_have_values_of_their_own(kept):
    conversations, vault = kept
    await conversations.append(HERE, [opened()], after=0, at=NOON, together=[JO])
    other = VaultEntry("[email_1]", "ana@mail.example")
    await conversations.append(THERE, [opened()], after=0, at=NOON, together=[other])

    assert await vault.values(HERE) == {"[email_1]": "jo@mail.example"}
    assert await vault.values(THERE) == {"[email_1]": "ana@mail.example"}
    assert await vault.values(ConversationId("nowhere")) == {}


async def test_forgetting_takes_the_values_and_their_placeholders_stay_taken(kept):
    conversations, vault = kept
    await conversations.append(HERE, [opened()], after=0, at=NOON, together=[JO, ANA])
    await conversations.append(THERE, [opened()], after=0, at=NOON, together=[JO])

    assert await vault.forget(HERE) == 2
    assert await vault.forget(HERE) == 0

    assert await vault.values(HERE) == {"[email_1]": "", "[email_2]": ""}
    assert await vault.values(THERE) == {"[email_1]": "jo@mail.example"}
    with pytest.raises(PlaceholderTaken):
        await conversations.append(HERE, [wrote("a")], after=1, at=NOON, together=[JO])


async def test_the_database_file_holds_no_value_and_without_the_secret_there_is_none(tmp_path):
    with sqlite(tmp_path) as (conversations, _):
        await conversations.append(HERE, [opened()], after=0, at=NOON, together=[JO])
        files = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    with sqlite(tmp_path, secret=bytes(32)) as (_, vault):
        under_another = await vault.values(HERE)

    assert b"[email_1]" in files
    assert b"jo@mail" not in files
    assert under_another == {"[email_1]": ""}


async def test_conversations_are_found_by_a_value_they_hold(kept):
    conversations, vault = kept
    await conversations.append(HERE, [opened()], after=0, at=NOON, together=[JO, ANA])
    await conversations.append(THERE, [opened()], after=0, at=NOON, together=[ANA])

    assert await vault.holding(lambda name, value: value == JO.value) == [HERE]
    assert {*await vault.holding(lambda name, value: name == "[email_2]")} == {HERE, THERE}
    await vault.forget(HERE)
    assert await vault.holding(lambda name, value: True) == [THERE]


class Interrupted(Exception):
    """The process ends here."""


async def test_a_rotation_seals_under_a_new_key_while_others_write_and_survives_a_crash(
    tmp_path,
):
    id = [ConversationId(f"c{n}") for n in range(6)]
    entry = VaultEntry("[email_1]", "jo@mail.example")

    async def values(storage: Storage) -> set[str]:
        return {(await storage.vault.values(each)).get("[email_1]", "none") for each in id}

    with open_storage(tmp_path) as storage, open_storage(tmp_path) as desk:
        for each in id[:4]:
            await storage.conversations.append(each, [opened()], after=0, at=NOON, together=[entry])
        old = storage.sealing.mark

        def crash() -> None:
            raise Interrupted

        storage.vault_keys.add()
        with pytest.raises(Interrupted):
            await reseal(storage.database, storage.sealing, crash)
        # A desk that has run all the time seals under the new key and reads both.
        await desk.conversations.append(id[4], [opened()], after=0, at=NOON, together=[entry])
        assert await values(desk) == {entry.value, "none"}
        storage.vault_keys.add()  # another rotation, broken off right at its beginning
        assert await values(desk) == {entry.value, "none"}

        done = await storage.rotate()
        await desk.conversations.append(id[5], [opened()], after=0, at=NOON, together=[entry])

        assert done == Resealed(values=5)
        assert await values(desk) == await values(storage) == {entry.value}
        assert len(storage.vault_keys()) == 1
        assert storage.sealing.mark != old
        assert (tmp_path / "vault-keys").stat().st_mode & 0o777 == 0o600
    database = (tmp_path / "desk.db").read_bytes()
    assert storage.vault_keys()[0] not in database
    (tmp_path / "vault-keys").unlink()
    with open_storage(tmp_path) as storage:
        assert await values(storage) == {""}


def test_a_sealed_value_cannot_be_read_in_another_place():
    sealing = Sealing(SECRET)
    sealed = sealing.seal("jo@mail.example", "here [email_1]")

    assert sealing.unseal(sealed, "here [email_1]") == "jo@mail.example"
    assert sealing.unseal(sealed, "there [email_1]") == ""
    assert sealing.seal("jo@mail.example", "here [email_1]") != sealed
