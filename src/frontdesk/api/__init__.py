"""HTTP: customers' calls, their live events, and the pages."""
