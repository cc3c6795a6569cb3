"""Routes, WebSocket, page contexts: everything that speaks HTTP."""
