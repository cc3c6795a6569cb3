"""The patterns by name: how far one crash can reach, and what a line of checkpoints may and may not cross."""

from app.kernel.specification import Comparison, Scenario

CASCADE = "P1: m1! C m3? m4! m5? C m6! m7? C; P2: m1? m2? C m3! m4? C m5! m8! m6? C m7! m9!; P3: m2! C m8? C m9?"
_DOMINO = "P1: a? C b! c? C d! e?; P2: a! b? C c! d? C e!"
_BACK_TO_SENDER = "P1: C b! a?; P2: C b? C a!"
_PAIRS = "P1: C a! b?; P2: C a? C b!; P3: C c! d?; P4: C c? C d!"

SCENARIOS = (
    Scenario(
        "cascade",
        "One crash, five rounds",
        "P2 loses two events and goes back to C3. That makes two orphans, and the dominoes fall for five rounds, until each stands on its C1.",
        {"pattern": CASCADE, "crash": "P2"},
    ),
    Scenario(
        "recovery-line",
        "The recovery line is near",
        "P2 crashes; one message becomes an orphan, its receiver goes back to a checkpoint just before it, and that is all.",
        {"pattern": "P1: C a! b? C c?; P2: a? C b! C c!", "crash": "P2"},
    ),
    Scenario(
        "domino",
        "The domino effect",
        "Messages cross between any two checkpoints. P2 loses one event, and in the end both processes have lost everything.",
        {"pattern": _DOMINO, "crash": "P2"},
    ),
    Scenario(
        "useless-checkpoint",
        "A checkpoint that is never of use",
        "P2 receives b before C1 and sends a after it; P1 sends b and receives a with no checkpoint between. So C1 of P2 fits no checkpoint of P1.",
        {"pattern": "P1: C b! a? C; P2: b? C a!", "crash": "P2"},
    ),
    Scenario(
        "in-transit",
        "Sent, and not received",
        "The message a is sent before the line and received after it. That is consistent, but a must arrive a second time.",
        {"pattern": "P1: a! C b! c?; P2: C a? c! b?", "crash": "P2"},
    ),
    Scenario(
        "no-dependence",
        "The others go on",
        "P1 has received from P2, so it must go back with it. P3 and P4 have received nothing from either: they keep their present state.",
        {"pattern": _PAIRS, "crash": "P2"},
    ),
    Scenario(
        "random",
        "A pattern by chance",
        "Three processes, 24 events, drawn from the seed 32. Give another seed for another pattern.",
        {"pattern": "random:32", "crash": "P2"},
    ),
    Scenario(
        "broken-one-pass",
        "Broken: one pass is enough",
        "Only those that received from the crashed process go back, and only once. Their own messages are forgotten, so an orphan stays.",
        {"pattern": _BACK_TO_SENDER, "crash": "P2", "variant": "one-pass"},
    ),
    Scenario(
        "broken-last-checkpoints",
        "Broken: everybody takes the last checkpoint",
        "All processes go back to their last checkpoint, once. P3 and P4 give up work that nothing forced them to.",
        {"pattern": _PAIRS, "crash": "P2", "variant": "last-checkpoints"},
    ),
)

COMPARISONS = (
    Comparison("Without and with a checkpoint at the end of P2", {"pattern": _DOMINO, "crash": "P2"}, {"pattern": f"{_DOMINO} C", "crash": "P2"}),
    Comparison(
        "Without and with a checkpoint before P1 takes c",
        {"pattern": _DOMINO, "crash": "P2"},
        {"pattern": _DOMINO.replace("c?", "C c?"), "crash": "P2"},
    ),
)
