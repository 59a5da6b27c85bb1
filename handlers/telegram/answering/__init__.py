"""Questions and answers, as dialogues."""
