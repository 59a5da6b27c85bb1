"""What people read on announcements."""

UNSUBSCRIBE_BUTTON = "退订公告"
CORRECTED = "【更正】"
"""Stands before a text that was corrected."""
