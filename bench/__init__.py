"""`make bench`: what a desk costs, beside a bare relay in the same run."""
