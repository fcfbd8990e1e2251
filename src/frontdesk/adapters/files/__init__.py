"""What is kept in plain files of the company's own."""
