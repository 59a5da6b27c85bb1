"""Entries, subjects and phrases as rows."""
