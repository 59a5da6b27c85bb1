"""Ways of telling a danger, and harmless lines, written by people who saw no code; and the rates they are held to."""
