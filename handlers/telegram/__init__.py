"""The Telegram channel: one file for each job a person does there."""
