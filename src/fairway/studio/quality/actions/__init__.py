"""What is changed about samples and ratings."""
