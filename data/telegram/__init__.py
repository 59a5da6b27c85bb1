"""What the Telegram channel must remember."""
