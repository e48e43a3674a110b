"""Reviews of a leader with a manager who reports to them: agenda, clock, promises, and what the time went to."""
