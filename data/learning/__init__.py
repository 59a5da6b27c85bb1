"""Misses, counts and votes."""
