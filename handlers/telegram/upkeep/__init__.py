"""Backups and examinations, as dialogues."""
