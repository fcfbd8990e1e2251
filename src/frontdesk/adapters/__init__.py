"""Keepers of the promises in `ports`; strangers to one another."""
