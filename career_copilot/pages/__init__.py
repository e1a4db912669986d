"""One module is one route: its State and its components."""
