"""Other systems of the company that are told what happens at the desk."""

from datetime import datetime
from typing import Protocol


class Receivers(Protocol):
    async def tell(self, url: str, *, id: str, at: datetime, body: str) -> None:
        """Told once this returns. The same id may come again, always with the same body.

        Raises NotDelivered otherwise; where the answer was lost it may have arrived after all.
        """
        ...
