"""What was announced as knowledge: a question about it is answered in its words, with its day, while it holds."""
