"""Open formats: files that other programs read, from extracts and records alone; no store and no paper."""
