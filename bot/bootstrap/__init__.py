"""The parts put together, once."""
