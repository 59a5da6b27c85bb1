"""Tests of answers from what was announced."""
