"""Reports that offices write: tables computed from the whole library, and the papers and sheets they are written to."""
