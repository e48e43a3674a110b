"""Hypotheses between a manager and a seller: proposed, answered, put in force, looked at again."""
