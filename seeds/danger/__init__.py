"""Phrases of danger, and the model fitted on them."""
