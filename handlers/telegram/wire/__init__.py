"""Bytes to and from the Bot API."""
