"""Importers: turn what others publish or send into the files that this project keeps."""
