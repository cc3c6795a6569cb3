"""Faultline: an interactive course on fault tolerance in distributed systems."""
