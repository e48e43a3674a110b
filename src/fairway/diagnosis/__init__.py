"""Not executing: why? Ranks the signs of a seller's HIA, words them with numbers, and asks one open question each.

Takes signs and standings; gives `Diagnosis` records (types.py), stored for pages. Refuses to judge a person: data is
doubted first, what is personal comes last, and the seller's own answer stands above anything ranked here.
"""
