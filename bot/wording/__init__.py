"""Every sentence of ours that people read, one file for each occasion."""
