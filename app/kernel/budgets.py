"""Fault budgets as a world holds them: one number a declared budget, in the order of declaration."""

from msgspec.structs import replace

from app.kernel.events import Event
from app.kernel.faults import Budget
from app.kernel.world import World


class Budgets:
    """The declared budgets, and what is left of them in a world."""

    def __init__(self, declared: tuple[Budget, ...]) -> None:
        self.declared = declared
        self._rank = {budget.name: rank for rank, budget in enumerate(declared)}

    def full(self) -> tuple[int, ...]:
        """Give what a run begins with."""
        return tuple(budget.amount for budget in self.declared)

    def left(self, world: World, name: str) -> bool:
        """Whether a fault can still draw on a budget."""
        return world.budget[self._rank[name]] > 0

    def spend(self, world: World, event: Event) -> World:
        """Give the world without what an event costs; only faults cost anything."""
        return replace(world, budget=self.less(world.budget, event.fault)) if event.fault else world

    def less(self, budget: tuple[int, ...], name: str) -> tuple[int, ...]:
        """Give what is left of the budgets when a fault has drawn on one of them; below zero if it could not."""
        rank = self._rank[name]
        return (*budget[:rank], budget[rank] - 1, *budget[rank + 1 :])

    def shown(self, world: World) -> tuple[tuple[str, str, int], ...]:
        """Give name, label and rest of each; budgets that started at 0 are left out."""
        pairs = zip(self.declared, world.budget, strict=True)
        return tuple((budget.name, budget.label, left) for budget, left in pairs if budget.amount)
