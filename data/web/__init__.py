"""What the web channel keeps."""
