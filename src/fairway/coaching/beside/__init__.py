"""A co-coach: somebody both of a session agreed to have beside them in it, who sees one page of it and nothing else."""
