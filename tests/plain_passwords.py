"""Passwords that cost no time: for tests that are about something else."""


class PlainPasswords:
    async def hashed(self, password: str) -> str:
        return f"plain:{password}"

    async def fits(self, password: str, hashed: str) -> bool:
        return hashed == f"plain:{password}"
