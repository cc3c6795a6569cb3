"""Explorations in processes of their own: bounded in states, time and memory, with progress, cancelled when nobody waits, and remembered.

``job`` says what is asked and what is answered, ``exploration_worker`` is the program that does it, ``runner`` starts it for an event loop and
``blocking`` for a caller that waits. Nothing here knows the web, the course or the database.
"""
