"""What is done to the project now and then, and what its start needs beside ``bootstrap.py``."""
