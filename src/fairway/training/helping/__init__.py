"""Whether training helps: what managers do before it, after it and a quarter later, beside managers who had not begun.

Takes sums of the field by manager and week, and who began the managers' track when; gives one difference for everybody
with its range, or why that cannot be told. Refuses to say anything of one manager.
"""
