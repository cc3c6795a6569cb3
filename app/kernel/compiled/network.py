"""A network on the untimed schedule, compiled: what a world can do is put together from what its parts can do, each worked out once.

The order of successors is that of ``Network.enabled``, and every change comes from the same local moves and the same traffic as ``Network.apply``.
"""

from app.kernel.compiled.interchange import Interchange
from app.kernel.compiled.rows import DEAF, Fault, Rows, Vector
from app.kernel.compiled.tables import REST_AT, Move, Parts, Pool, Remainder, Tables, Widths
from app.kernel.world import World


class CompiledNetwork:
    """The second door of an untimed network."""

    def __init__(self, parts: Parts, widths: Widths | None = None) -> None:
        self._tables = Tables(parts, widths or Widths())
        self._rows = Rows(self._tables)
        self._sighted = parts.judged_on is not None
        self.first = self._tables.encode(parts.first)

    def wider(self) -> "CompiledNetwork":
        """Give the same network with twice the bits for its fields."""
        widths = self._tables.widths
        return CompiledNetwork(self._tables.parts, Widths(2 * widths.local, 2 * widths.pool))

    def interchange(self, group: tuple[str, ...]) -> Interchange:
        """Give what states have in common that differ only in the names of these processes."""
        return Interchange(self._tables, group)

    def encode(self, state: World) -> int:
        """Give the code of a world."""
        return self._tables.encode(state)

    def decode(self, code: int) -> World:
        """Give the world of a code."""
        return self._tables.decode(code)

    def expand(self, code: int) -> tuple[list[int], int, int, int | None]:
        """Give the successors; how many are normal; how many of those are no recoveries or healings; what judges see."""
        tables = self._tables
        pool, rest = tables.pools[(code >> tables.pool_at) & tables.pool_mask], code >> tables.rest_at
        vector, remainder = self._rows.vectors.get(code & tables.locals_mask) or self._rows.vector(code & tables.locals_mask), tables.remainders[rest]
        posts, folds = pool.posts, remainder.folds
        found: list[int] = []
        for delta, sends, noted in vector.steps:
            after = code + delta
            if sends:
                after += posts.get(sends) or tables.post(pool, sends)
            if noted:
                after += folds[noted] if noted in folds else tables.fold(remainder, noted)
            found.append(after)
        hears = vector.hears
        for place, hearing, arrival, left in tables.open(pool) if pool.arriving is None else pool.arriving:
            move = hears[place].get(hearing) or self._rows.hear(vector.rows[place], hearing)
            if move is not DEAF:
                delta, sends, noted = move
                after = code + arrival + delta
                if sends:
                    after += left.posts.get(sends) or tables.post(left, sends)
                if noted:
                    after += folds[noted] if noted in folds else tables.fold(remainder, noted)
                found.append(after)
        if vector.watches:
            found += self._go(code, pool, remainder, self._rows.suspicions(vector, pool.partition, true=True))
        immediate = own = normal = len(found)
        if not immediate or vector.recovers or pool.heals:
            found += self._go(code, pool, remainder, vector.recovers)
            found += [code + delta for delta in pool.heals]
            timeouts = [] if immediate else self._go(code, pool, remainder, self._rows.timeouts(vector))
            found += timeouts
            own, normal = immediate or len(timeouts), len(found)
        if not remainder.poor:
            found += self._faults(code, vector, pool, remainder, immediate)
        return found, normal, own, rest << REST_AT | pool.side | vector.seen if self._sighted else None

    def _go(self, code: int, pool: Pool, remainder: Remainder, moves: tuple[Move, ...]) -> list[int]:
        """Give the successors by these moves."""
        post, fold = self._tables.post, self._tables.fold
        return [code + delta + (post(pool, sends) if sends else 0) + (fold(remainder, noted) if noted else 0) for delta, sends, noted in moves]

    def _faults(self, code: int, vector: Vector, pool: Pool, remainder: Remainder, immediate: int) -> list[int]:
        """Give the successors by faults, in the order of ``Network.enabled``; time-outs are faults only where something else is enabled."""
        pay, faults, tolls = self._tables.pay, self._tables.parts.faults, remainder.tolls
        found = [code + delta + cost for delta, toll in pool.disturbed if (cost := pay(remainder, toll))]
        for delta, sends, toll in self._rows.crashes(vector):
            cost = tolls[toll] if toll in tolls else pay(remainder, toll)
            if cost:
                found.append(code + delta + cost + (self._tables.post(pool, sends) if sends else 0))
        if immediate and faults.early and self._tables.left(remainder, faults.early):
            found += self._fail(code, pool, remainder, self._rows.early(vector))
        found += [code + delta + cost for delta, toll in pool.splits if (cost := pay(remainder, toll))]
        if vector.watches and faults.suspicions and self._tables.left(remainder, faults.suspicions):
            found += self._fail(code, pool, remainder, self._rows.suspicions(vector, pool.partition, true=False))
        return found

    def _fail(self, code: int, pool: Pool, remainder: Remainder, faults: tuple[Fault, ...]) -> list[int]:
        """Give the successors by these faults, whose budget is not used up."""
        post, pay = self._tables.post, self._tables.pay
        return [code + delta + pay(remainder, toll) + (post(pool, sends) if sends else 0) for delta, sends, toll in faults]
