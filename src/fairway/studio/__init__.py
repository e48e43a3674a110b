"""Choosing High-Impact Activities: where a seller's gap is, what they could do about it, what was agreed and kept.

Takes counts, plans and definitions; gives candidates, hypotheses and what became of them. Refuses to know how a
standing is judged, and never decides for a manager or a seller.
"""
