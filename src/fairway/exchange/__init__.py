"""Where the outside world is agreed with: connected sources, runs, cursors, coverage, staged imports.

Takes what a connector promises to deliver; gives freshness, progress and what waits to be applied.
Refuses to know any vendor, and any rule above records.
"""
