"""The summary of a lesson: three lines under ``## In short``, before the questions at its end."""

SUMMARY = "in-short"
"""The anchor of the section."""
