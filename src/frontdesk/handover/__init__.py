"""When a person is needed: how a message is read, and what the desk's rules make of it."""
