"""The one database behind all: engine, grouped reads and writes."""
