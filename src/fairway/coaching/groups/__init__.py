"""Group sessions: several sellers hold theirs at once, and share one page beside their own."""
