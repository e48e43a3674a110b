"""Writes of sessions, by what they do."""
