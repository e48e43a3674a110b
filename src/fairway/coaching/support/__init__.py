"""What managers do for their sellers, as sums over many: whose week it is, and what each seller adds to each figure.

Nothing here asks who looks: rooms above decide who reads which sums.
"""
