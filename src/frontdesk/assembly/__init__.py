"""Builds the desk from settings; the only place that names concrete adapters.

Each part is imported by itself: a command that reads the database needs no model.
"""
