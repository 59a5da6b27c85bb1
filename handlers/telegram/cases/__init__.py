"""Cases, as dialogues: riders hand over, the staff work."""
