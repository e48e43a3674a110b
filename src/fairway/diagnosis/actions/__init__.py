"""Working diagnoses out and storing them."""
