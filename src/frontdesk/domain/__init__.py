"""What things are: plain frozen values and pure rules. No I/O, no await."""
