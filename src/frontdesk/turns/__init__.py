"""One customer turn, step by step; the only place that joins features."""
