"""Looking for signs, and forgetting them."""

from fairway.signs.actions.looking import forget_signs, look

__all__ = ["forget_signs", "look"]
