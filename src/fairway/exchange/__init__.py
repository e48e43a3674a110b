"""Where the outside world is agreed with: connected sources, runs, cursors, coverage, staged imports, the outbox.

Takes what a connector promises to deliver, and what a CRM is to hold for us; gives freshness, progress, what waits to
be applied, and what the CRM said.
Refuses to know any vendor, and any rule above records.
"""
