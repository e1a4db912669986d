"""The seeded demonstration: a fictional person, and fictional companies on boards served on loopback."""
