"""Photographs: looked at safely, and made into variants without metadata."""
