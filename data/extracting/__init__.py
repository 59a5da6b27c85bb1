"""Pages that entries are taken from: read from files, and the drafts that came of them."""
