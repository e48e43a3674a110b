"""Who changed what and who looked at whom, and when.

Takes an actor, an action and a subject; gives lines in order. Refuses to know what the action means.
"""
