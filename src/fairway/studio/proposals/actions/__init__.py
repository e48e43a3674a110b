"""Writes about proposals, by what they do."""
