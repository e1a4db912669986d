"""One public function is one user action and one transaction."""
