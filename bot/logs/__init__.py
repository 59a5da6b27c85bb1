"""How what happens reaches the log, and how the log looks."""
