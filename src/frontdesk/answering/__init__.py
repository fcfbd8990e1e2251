"""What is asked of the model, and what is made of its words."""
