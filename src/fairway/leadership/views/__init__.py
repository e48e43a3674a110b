"""Pages of leadership, one module each."""
