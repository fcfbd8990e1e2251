"""Passwords hashed with Argon2id, by the parameters that argon2-cffi recommends (RFC 9106)."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

AT_ONCE = 2  # each takes 64 MiB and a core for a while


class Argon2Passwords:
    def __init__(self) -> None:
        self._hasher = PasswordHasher()
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="passwords")

    async def hashed(self, password: str) -> str:
        return await asyncio.get_running_loop().run_in_executor(
            self._threads, self._hasher.hash, password
        )

    async def fits(self, password: str, hashed: str) -> bool:
        if not hashed:
            await self.hashed(password)  # who asks must not learn that there is none
            return False
        return await asyncio.get_running_loop().run_in_executor(
            self._threads, self._fits, hashed, password
        )

    def _fits(self, hashed: str, password: str) -> bool:
        try:
            return self._hasher.verify(hashed, password)
        except (VerifyMismatchError, InvalidHashError):
            return False
