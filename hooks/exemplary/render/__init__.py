"""From the publishable view to pages: names as of their day, bodies, one page per record, listings."""
