"""Which of ours takes what arrives."""
