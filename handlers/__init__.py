"""Channels: each turns what arrives into a Message and renders a Reply."""
