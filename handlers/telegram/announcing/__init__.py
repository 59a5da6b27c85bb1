"""Announcements on Telegram."""
