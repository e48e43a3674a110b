"""Questions that come back: five minutes a week of answering from memory, when the scheduler says it is time."""
