"""Sums of sessions and commitments for those above the direct manager: of closed quarters, counted once, over five
sellers or more. Takes what was planned and promised; nothing that is still running is told here.
"""
