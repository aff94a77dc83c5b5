"""What the records amount to: numbers and levels computed from them, never stored and never typed."""
