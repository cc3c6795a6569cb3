"""The course: lessons in Markdown, their directives, and how they get into the database."""
