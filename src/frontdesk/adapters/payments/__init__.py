"""Payment sides that are not the order system: an HTTP API with keys, as Stripe's is shaped."""
