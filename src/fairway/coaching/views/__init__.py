"""Pages of sessions: the list, planning one, the room."""
