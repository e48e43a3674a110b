"""Sales organisations in which acts truly move deals, or do not: cause and effect, confounders included, from a seed.

A `Setting` says what holds; `running` lives it week by week in arrays, far faster than the organisations one can walk
through; `truth` lives it again with one act done more often. Refuses to know how anybody would estimate it.
"""
