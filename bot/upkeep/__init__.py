"""Backups and examinations."""
