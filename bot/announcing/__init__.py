"""Announcements: to the people who asked for them, once each."""
