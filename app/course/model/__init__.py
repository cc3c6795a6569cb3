"""What a course consists of, as plain data: everything else in the course reads it, and it imports nothing of the course."""
