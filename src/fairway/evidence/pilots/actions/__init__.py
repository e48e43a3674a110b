"""Writes about pilots, by what they do."""
