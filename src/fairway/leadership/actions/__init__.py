"""Rolling up closed periods, and forgetting them."""
