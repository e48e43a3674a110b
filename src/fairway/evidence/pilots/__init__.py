"""Pilots: an HIA that begins for some, drawn by lot, while others wait, so that what it does can be seen.

Takes a past of weekly numbers and who takes part; gives what a pilot could see before it begins, the draw, and what
came of it once it is over. Refuses to begin one that could see nothing worth having, and to look early.
"""
