"""Tables too large for code, shipped as files and read once: read-only constants (decision 0002)."""
