"""From text to ranked intents with a calibrated confidence."""
