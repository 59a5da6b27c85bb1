"""The snapshot of the catalogue in use, how it follows the database, and choosing in it."""
