"""HTTP routes beside the pages: logging in and out, health."""
