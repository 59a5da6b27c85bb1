"""What a poster says of the chat with the bot."""

POSTER_TYPE = "扫不了？在 Telegram 里给 {bot} 发 {{code}}"
