"""How many tokens a text has, roughly: the model's own count costs a call."""

BYTES_PER_TOKEN = 4
"""Of UTF-8: English has 4 letters to a token, Russian 2 of two bytes each. The newest models count
up to a third more."""


def estimated_tokens(*texts: str) -> int:
    return sum(len(text.encode()) for text in texts) // BYTES_PER_TOKEN
