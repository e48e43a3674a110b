"""The leading story of a quarter: which activities moved which objectives, what changed, what stopped, early signs.

Takes published evidence, judged pilots and stored sums over five sellers or more; gives sentences whose verbs follow
the evidence. Refuses a causal word without strong evidence or a pilot, and anything about fewer than five sellers.
"""
