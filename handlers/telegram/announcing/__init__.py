"""Announcements on Telegram: riders choose, staff write, steer and correct."""
