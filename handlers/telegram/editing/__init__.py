"""Entries edited, as dialogues."""
