"""Looks into the API's JSON: the shape that it promises, or ModelReplyBroken."""

from collections.abc import Mapping, Sequence
from typing import cast

from frontdesk.errors import ModelReplyBroken

Frame = Mapping[str, object]


def frame(value: object) -> Frame:
    if isinstance(value, dict):
        return cast(Frame, value)
    raise ModelReplyBroken("The model's reply has no object where one belongs.")


def inner(of: Frame, key: str) -> Frame:
    return frame(of.get(key))


def frames(of: Frame, key: str) -> Sequence[Frame]:
    """The objects of a list; none if there is no list."""
    value = of.get(key)
    if value is None:
        return ()
    if isinstance(value, list):
        return [frame(item) for item in cast(Sequence[object], value)]
    raise ModelReplyBroken("The model's reply has no list where one belongs.")


def string(of: Frame, key: str) -> str:
    value = of.get(key)
    if isinstance(value, str):
        return value
    raise ModelReplyBroken("The model's reply has no text where one belongs.")


def string_or(of: Frame, key: str, otherwise: str) -> str:
    """For what may be absent or null."""
    return otherwise if of.get(key) is None else string(of, key)


def count(of: Frame, key: str) -> int:
    """A whole number from 0."""
    value = of.get(key)
    if type(value) is int and value >= 0:  # not isinstance: True is an int too
        return value
    raise ModelReplyBroken("The model's reply has no count where one belongs.")
