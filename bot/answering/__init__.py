"""One turn, from a message to its reply."""
