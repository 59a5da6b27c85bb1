"""Announcements, their ledger, and subscribers."""
