"""Hypotheses between a manager and a seller: proposed, answered, put in force, reviewed."""
