"""Two oracles for the recovery line, which read a pattern's text themselves and share no code with the concept; and a strategy for texts."""

import itertools

from hypothesis import strategies as st


class Oracle:
    """A pattern as plain lists: for each process its tokens, and where each message is sent and received."""

    def __init__(self, text: str) -> None:
        lines = [line.split(":") for line in text.split(";")]
        self.names = [name.strip() for name, _ in lines]
        self.tokens = [rest.split() for _, rest in lines]
        self.sent: dict[str, tuple[int, int]] = {}
        self.received: dict[str, tuple[int, int]] = {}
        for process, tokens in enumerate(self.tokens):
            for place, token in enumerate(tokens):
                if token != "C":
                    (self.sent if token[-1] == "!" else self.received)[token[:-1]] = (process, place)

    def cuts(self, process: int, failed: bool) -> list[int]:
        """How many events a process may keep: up to its start, up to a checkpoint, or all of them if it did not fail."""
        places = [0, *(place + 1 for place, token in enumerate(self.tokens[process]) if token == "C")]
        return places if failed else [*places, len(self.tokens[process])]

    def consistent(self, cut: tuple[int, ...]) -> bool:
        return all(place >= cut[process] or self.sent[name][1] < cut[self.sent[name][0]] for name, (process, place) in self.received.items())

    def all_consistent(self, crash: str) -> list[tuple[int, ...]]:
        every = itertools.product(*(self.cuts(process, name == crash) for process, name in enumerate(self.names)))
        return [cut for cut in every if self.consistent(cut)]

    def outcome(self, cut: tuple[int, ...], crash: str) -> dict[str, object]:
        line: dict[str, object] = {}
        for process, name in enumerate(self.names):
            kept = self.tokens[process][: cut[process]]
            untouched = name != crash and len(kept) == len(self.tokens[process])
            line[name] = "now" if untouched else kept.count("C")
        return {"recovery_line": line, "undone": sum(map(len, self.tokens)) - sum(cut)}

    def by_trying_all_lines(self, crash: str) -> dict[str, object]:
        """Brute force: the consistent line that keeps most, which must keep most at every process."""
        lines = self.all_consistent(crash)
        best = max(lines, key=sum)
        assert all(kept <= most for line in lines for kept, most in zip(line, best, strict=True))
        return self.outcome(best, crash)

    def by_the_rollback_dependency_graph(self, crash: str) -> dict[str, object]:
        """Mark intervals of the graph as undone until nothing changes; an interval is (process, checkpoints before it)."""

        def interval(process: int, place: int) -> tuple[int, int]:
            return process, self.tokens[process][:place].count("C")

        edges = [(interval(*self.sent[name]), interval(*where)) for name, where in self.received.items()]
        edges += [((p, c), (p, c + 1)) for p, tokens in enumerate(self.tokens) for c in range(tokens.count("C"))]
        failed = self.names.index(crash)
        undone = {interval(failed, len(self.tokens[failed]))}
        while more := {after for before, after in edges if before in undone} - undone:
            undone |= more
        cut = []
        for process, tokens in enumerate(self.tokens):
            lowest = min((c for p, c in undone if p == process), default=None)
            cut.append(len(tokens) if lowest is None else self.cuts(process, True)[lowest])
        return self.outcome(tuple(cut), crash)


@st.composite
def patterns(draw: st.DrawFn, processes: int = 4, events: int = 16) -> str:
    """Texts of patterns that can happen: some order of sends, receipts and checkpoints is written down process by process."""
    count = draw(st.integers(1, processes))
    lines: list[list[str]] = [[] for _ in range(count)]
    open_messages: list[tuple[str, int]] = []
    for number in range(draw(st.integers(0, events))):
        process = draw(st.integers(0, count - 1))
        mine = [entry for entry in open_messages if entry[1] != process]
        match draw(st.sampled_from(["C", "send", "receive"])):
            case "receive" if mine:
                entry = draw(st.sampled_from(mine))
                open_messages.remove(entry)
                lines[process].append(f"{entry[0]}?")
            case "C":
                lines[process].append("C")
            case _:
                open_messages.append((f"m{number}", process))
                lines[process].append(f"m{number}!")
    return "; ".join(" ".join([f"P{number}:", *tokens]) for number, tokens in enumerate(lines, 1))
