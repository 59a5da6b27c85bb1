"""What came and what goes, as values."""
