"""Files in and out, as dialogues."""
