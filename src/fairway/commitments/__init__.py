"""Commitments: who promised what until when, and obstacles, which somebody takes on to remove them.

Takes people, plans and counts; gives `CommitmentFacts` and `ObstacleFacts` (types.py). A commitment that can be counted
checks itself against the ledger once its day has come. Refuses to know why an HIA is short: a likely reason is handed
in by whoever raises an obstacle, and whether it helped is shown in counts, never judged.
"""
