"""Writes of the lesson and of agreements, by what they do."""
