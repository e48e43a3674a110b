"""The command line: a door without rules. One document on stdout, everything else on stderr."""
