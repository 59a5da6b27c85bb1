"""What every handler holds in its hand."""
