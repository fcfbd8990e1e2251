"""What customers write, from first line to last, and what has to come of it.

The stories are data (`*.toml`); `python -m tests.stories` plays them and counts what holds.
"""
