"""The pages that people read: one module each, with the frozen record that its template reads."""
