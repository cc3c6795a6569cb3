"""The headless interface over HTTP: runs, explorations, exports, and their description."""
