"""Reviewed files: read, checked, proved and loaded."""
