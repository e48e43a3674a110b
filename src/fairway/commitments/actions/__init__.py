"""Writes about commitments and obstacles, by what they do."""
