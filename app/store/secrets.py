"""The server's secret: made once, kept in the database, the same for every worker that uses it."""

import secrets

from sqlalchemy import Engine

from app.store.database import one_at_a_time, reading, writing
from app.store.tables import ServerSecret

BYTES = 32


def secret(engine: Engine) -> bytes:
    """The secret; whoever asks first makes it."""
    with reading(engine) as session:
        found = session.get(ServerSecret, 1)
        if found is not None:
            return found.value
    with writing(engine) as session:
        one_at_a_time(session.connection())
        made = session.get(ServerSecret, 1) or ServerSecret(value=secrets.token_bytes(BYTES))
        session.add(made)
        return made.value
