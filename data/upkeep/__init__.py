"""Migrating, backups and copies."""
