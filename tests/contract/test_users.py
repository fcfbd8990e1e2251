"""Who works at the desk, and the keys that let them in, whoever keeps them."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from frontdesk.adapters.memory.users import MemoryUsers
from frontdesk.adapters.passwords import Argon2Passwords
from frontdesk.adapters.sql.database import SqliteDatabase
from frontdesk.adapters.sql.users import SqlUserKeys, SqlUsers
from frontdesk.domain.user import User, UserName
from tests.builders import NOON
from tests.empty_database import ensure_database
from tests.plain_passwords import PlainPasswords

ANA = User(UserName("ana"), "Ana Costa", "lead")
BEN = User(UserName("ben"), "Ben")
LATER = NOON + timedelta(hours=1)


def in_memory(_folder: Path):
    users = MemoryUsers()
    return users, users.keys


@contextmanager
def in_sqlite(folder: Path):
    ensure_database(folder / "desk.db")
    database = SqliteDatabase(folder / "desk.db")
    try:
        yield SqlUsers(database), SqlUserKeys(database)
    finally:
        database.close()


@pytest.fixture(params=["memory", "sqlite"])
def kept(request, tmp_path) -> Generator:
    if request.param == "memory":
        yield in_memory(tmp_path)
    else:
        with in_sqlite(tmp_path) as opened:
            yield opened


async def test_people_are_added_changed_listed_and_removed(kept):
    users, _ = kept
    for user in (BEN, ANA):
        await users.put(user)
    changed = replace(BEN, shown="Benjamin", role="admin", is_away=True, capacity=0)
    changed = replace(changed, languages=("de", "en"))
    await users.put(changed)

    assert await users.listed() == [ANA, changed]
    assert await users.user(ANA.name) == ANA
    assert await users.remove(ANA.name)
    assert not await users.remove(ANA.name)
    assert await users.user(ANA.name) is None


async def test_a_password_stays_when_its_user_changes(kept):
    users, _ = kept
    await users.put(ANA)
    assert await users.password(ANA.name) == ""
    await users.set_password(ANA.name, "hash")
    await users.put(User(ANA.name, "Ana", "agent"))

    assert await users.password(ANA.name) == "hash"
    await users.set_password(BEN.name, "nobody's")
    assert await users.password(BEN.name) == ""


async def test_a_key_has_a_holder_until_it_is_over_or_revoked(kept):
    users, keys = kept
    await users.put(ANA)
    await keys.issue("k", ANA.name, "session", expires=LATER)

    assert await keys.holder("k", "session", at=NOON) == (ANA.name, LATER)
    assert await keys.holder("k", "link", at=NOON) is None
    assert await keys.holder("k", "session", at=LATER) is None
    await keys.renew("k", expires=LATER + timedelta(hours=1))
    assert await keys.holder("k", "session", at=LATER) is not None
    await keys.revoke("k")
    await keys.renew("k", expires=LATER)
    assert await keys.holder("k", "session", at=NOON) is None


async def test_a_link_is_redeemed_once_and_a_session_never(kept):
    users, keys = kept
    await users.put(ANA)
    await keys.issue("l", ANA.name, "link", expires=LATER)
    await keys.issue("old", ANA.name, "link", expires=NOON)
    await keys.issue("s", ANA.name, "session", expires=LATER)

    assert await keys.redeem("s", at=NOON) is None
    assert await keys.redeem("old", at=NOON) is None
    assert await keys.redeem("l", at=NOON) == ANA.name
    assert await keys.redeem("l", at=NOON) is None


@pytest.mark.parametrize("by", ["a new password", "removal"])
async def test_keys_go_with_the_password_and_the_user(kept, by):
    users, keys = kept
    for user in (ANA, BEN):
        await users.put(user)
        await keys.issue(f"key of {user.name}", user.name, "session", expires=LATER)
    ends: Callable = users.remove if by == "removal" else lambda n: users.set_password(n, "new")
    await ends(ANA.name)

    assert await keys.holder("key of ana", "session", at=NOON) is None
    assert await keys.holder("key of ben", "session", at=NOON) is not None


@pytest.mark.parametrize("passwords", [Argon2Passwords(), PlainPasswords()], ids=["argon2", "test"])
async def test_only_the_password_itself_fits_its_hash(passwords):
    hashed = await passwords.hashed("correct horse battery")

    assert await passwords.fits("correct horse battery", hashed)
    assert not await passwords.fits("Correct horse battery", hashed)
    assert not await passwords.fits("", "")
    assert not await passwords.fits("x", "no hash at all")


async def test_a_hash_tells_nothing_and_is_another_each_time():
    passwords = Argon2Passwords()
    one, other = [await passwords.hashed("the same") for _ in range(2)]

    assert one != other
    assert one.startswith("$argon2id$")
    assert "the same" not in one
