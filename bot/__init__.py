"""The assistant: understands, decides, composes; knows no channel."""
