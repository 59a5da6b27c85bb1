"""Changing the catalogue: what may be changed, what must hold, and what a change does to the answers."""
