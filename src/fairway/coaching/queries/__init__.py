"""Reads of sessions, by what they serve."""
