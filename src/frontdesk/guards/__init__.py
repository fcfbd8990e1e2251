"""What may come in, what may go out."""
