"""What is kept in SQL: one SQLAlchemy Core body."""
