"""Activity exports nobody has coded for: any table of who did what when becomes canonical rows.

Takes files as a user uploads them and the answers given so far; gives an `Inspection` (exchange/intake.py) of what
was understood, and the batches of a `Reader`. Refuses to know any one vendor's export: headings and values decide,
by tables of words under `words/`. No row disappears: each is loaded, listed as a reject, or counted as a line around
the table.
"""
