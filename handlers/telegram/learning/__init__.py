"""Misses, teaching and statistics, as dialogues."""
