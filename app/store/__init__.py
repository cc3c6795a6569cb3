"""What the course remembers: tables, sessions, migrations, and one module of queries an entity."""
