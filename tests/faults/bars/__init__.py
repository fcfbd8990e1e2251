"""The bars: what must hold under faults, in numbers, each with the control that must fail.

`python -m tests.faults.bars NAME` prints one JSON line and ends with 1 if the bar is missed.
"""
