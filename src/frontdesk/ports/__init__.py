"""What we ask of the world: one Protocol a file, each kept by an adapter."""
