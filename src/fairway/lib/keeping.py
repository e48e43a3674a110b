"""How long what is about people is kept: after that it goes by itself, and is not taken in again."""

from datetime import timedelta

KEPT = timedelta(days=3 * 365)
