"""What sellers' weeks add to each figure, read from the rooms below, and the stored sums as somebody may see them."""
