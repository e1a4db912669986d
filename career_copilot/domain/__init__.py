"""Pure rules and values: no I/O, and `now` is passed in."""
