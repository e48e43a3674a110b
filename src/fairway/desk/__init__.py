"""The people's first screens, composed from what the rooms offer: board, seller, me, set-up, everyday changes.

Takes a viewer and a request; gives pages. No rule lives here.
"""
