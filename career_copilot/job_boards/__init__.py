"""One module is one job board: a generator that does no I/O."""
