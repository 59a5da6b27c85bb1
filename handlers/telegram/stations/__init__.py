"""Stations, as dialogues."""
