"""Letters to a customer who left the page: what was said since, once, and the way back."""
