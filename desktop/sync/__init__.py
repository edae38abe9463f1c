"""Records and batches, one round trip, and merging. Speaks bytes and domain objects, never SQL."""
