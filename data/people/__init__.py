"""Persons, staff, the audit, conversations and open forms."""
