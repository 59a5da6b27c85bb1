"""The directory of stations."""
