"""What a customer hears who waits for a person: when people are back, or how long it takes."""

from frontdesk.turns.reception.waiting import Reception

__all__ = ["Reception"]
