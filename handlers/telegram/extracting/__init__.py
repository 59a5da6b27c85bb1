"""Pages that editors bring, and the drafts that come of them."""
