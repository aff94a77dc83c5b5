"""What other programs read: metadata in the head, feeds, sitemap, open data."""
