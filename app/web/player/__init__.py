"""The player's WebSocket and the messages that it speaks."""
