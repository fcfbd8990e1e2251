"""The way back that a letter holds."""

import re
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import parse_qs, urlsplit

DESK = "https://desk.lumen.example"
"""What links begin with; the test's own desk has another port each time."""


@dataclass(frozen=True)
class WayBack:
    link: str
    conversation: str
    token: str

    def at(self, url: str) -> str:
        """The link, to this desk."""
        return self.link.replace(DESK, url)


def way_back(letter: EmailMessage) -> WayBack:
    (link,) = re.findall(rf"{DESK}/\S+", letter.get_content())
    given = parse_qs(urlsplit(link).fragment)
    return WayBack(link, given["conversation"][0], given["token"][0])
