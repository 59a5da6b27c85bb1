"""Entries as files that people keep and change: YAML, CSV and XLSX, out and back in."""
