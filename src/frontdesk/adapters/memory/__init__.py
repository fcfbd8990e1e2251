"""Keepers that forget when the process ends: for tests, examples and tools."""
