"""Writes of what people do in training."""
