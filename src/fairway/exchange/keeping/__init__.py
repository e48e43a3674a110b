"""What the exchange keeps about people in passing: for their export, and until it goes."""
