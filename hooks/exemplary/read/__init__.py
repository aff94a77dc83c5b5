"""From files to records: `read_source`, `parse_document`, `read_record`; each yields findings instead of raising."""
