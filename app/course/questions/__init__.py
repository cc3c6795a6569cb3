"""Questions: what an author writes, what a student sees, and how an answer is judged. Right answers stay on the server until they may be seen."""
