"""Looking for signs, and forgetting them."""

from fairway.signs.actions.looking import forget_names_in_signs, forget_signs, look

__all__ = ["forget_names_in_signs", "forget_signs", "look"]
