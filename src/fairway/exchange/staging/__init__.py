"""What sources state and rooms above take in: plans and metric definitions wait here, coverage is kept."""
