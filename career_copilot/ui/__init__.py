"""Components that more than one page shows."""
