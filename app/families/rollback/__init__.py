"""Patterns of checkpoints and messages, and what follows from one: for concepts that roll back, log, take snapshots, or order events."""
