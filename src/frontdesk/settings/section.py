"""A section of frontdesk.toml."""

from pydantic import BaseModel, ConfigDict


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


def on_the_web(address: str) -> str:
    if address and not address.startswith(("https://", "http://")):
        raise ValueError("an address begins with https:// or http://")
    return address
