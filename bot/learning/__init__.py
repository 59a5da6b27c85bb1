"""Questions that were not answered, and what editors make of them; what was asked in numbers."""
