"""Spreadsheets that people send: read row by row, whatever program wrote them."""
