"""The web channel: pages that work without scripts and without an account, and the JSON API."""
