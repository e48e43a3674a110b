"""High-impact activities of managers themselves, on a board of their own that their sellers see.

Two or three acts, chosen by a manager and agreed to by whoever leads them, each with a target and a review day. Whoever
stands above, and the sellers, see what may be told to them: nothing of fewer than five others.
"""
