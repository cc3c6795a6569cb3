"""The course in Chromium, as a student meets it."""
