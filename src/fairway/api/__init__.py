"""The JSON door for programs: the same answers as the pages and the command line. No rule lives here."""
