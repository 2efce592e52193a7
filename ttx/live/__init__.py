"""Everything that awaits: the clock, the host and the seats."""
