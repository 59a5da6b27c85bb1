"""Region, privacy and roles, as dialogues."""
