"""What staff write, record by record: every field is declared once, with its label, hint and example."""
