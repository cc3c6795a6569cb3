"""Thirty and more mistakes of authors, one at a time in a lesson that is otherwise good: each is found, on its line, with what was expected."""

import pytest

from app.concepts import slugs

GOOD = """
:::{quiz} What would help?
:label: help
:behaviour: interactive
:tries: 2
Which change helps?
- [ ] Waiting
  > It tells nothing.
- [x] A number
- [?] Think of disks.
- [!] Memory.
:::

:::{quiz} How long?
:label: long
:tolerance: 0.5
How long does it take?
- [=] 30 ms
- [≠] 60
  > There and back.
- [!] Once.
:::

:::{quiz} A row
:label: row
:generator: crash-row
:client: never
:::

:::{quiz} Fill in
:label: fill
Fill in.
| client | MPC |
|---|---|
| always | {OK|DUP: DUP} |
- [!] So.
:::

:::{quiz} Match
:label: match
Match.
- [~] crash => stops
- [~] lie => speaks
- [!] So.
:::

:::{claim} server-crash
:property: exactly-once
:holds: false
:for-all: server, client
No pair of rules prints exactly once.
:::

:::{claim} server-crash
:outcome: result=DUP
It can be printed twice.
:::

:::{predict} And now?
:label: next
:sim: server-crash
:client: never
:choices: 0,0,2
:pause-at: 3
:answer: result
How does it end?
:::

:::{challenge} Twice
:label: twice
:sim: server-crash
:client: always
:goal: result=DUP
Make it print twice.
:::

Play [this crash](/play/server-crash?scenario=broken-reordering&client=always&step=2), [another](/play/server-crash?choices=0,0,2) and
[all of them](/play).

See {ref}`help` and [the row](#row). $n > 3k$, as they say[^1].

[^1]: In a book.

```python
print(1)
```
"""

MISTAKES = [
    # what is changed, into what, the line of the mistake counted from that place, what is said
    (":label: help\n", "", -1, "The option “label” is missing"),
    (":label: help", ":label: Help", 0, "must be lower-case words joined by hyphens"),
    (":label: long", ":label: help", 0, "is taken by the directive in line 10 already"),
    ("{quiz} What would help?", "{quiz}", 0, "must be followed by the question’s title"),
    ("{quiz} How long?", "{quizz} How long?", 0, "Did you mean “quiz”?"),
    (":behaviour: interactive", ":behaviour: adaptive", 0, "Allowed: immediate, interactive, deferred."),
    (":tries: 2", ":tries: 99", 0, "it must be a whole number from 1 to 10"),
    (":behaviour: interactive", ":behaviour: deferred", 1, "has one try"),
    ("Which change helps?\n", "", -4, "The question asks nothing"),
    ("  > It tells nothing.\n", "", -1, "The wrong option has no feedback"),
    ("- [x] A number", "- [ ] A number\n  > No.", -7, "Exactly one option must be right, but 0 are"),
    ("- [x] A number", "- [y] A number", 0, "is no item of a question"),
    ("- [x] A number", "- [=] 3", 0, "An item “[=]” has no place in a question of the kind “single”"),
    ("- [!] Memory.\n", "", -9, "The explanation is missing"),
    ("- [!] Memory.", "- [!] Memory.\n- [!] Disks.", 1, "The explanation stands here a second time"),
    ("- [!] Memory.", "- [!] Memory.\nMore text.", 1, "Indent it by two blanks"),
    (":tolerance: 0.5", ":tolerance: little", 0, "it must be a number from 0"),
    (":tolerance: 0.5", ":kind: number", 0, "Unknown kind “number”. Did you mean “numeric”?"),
    (":tolerance: 0.5", ":tolerence: 0.5", 0, "Unknown option “tolerence” of {quiz}. Did you mean “tolerance”?"),
    (":tolerance: 0.5", ":unit: s", 2, "has the unit ms, but the question’s unit is s"),
    ("- [≠] 60", "- [≠] 30.2", -5, "The foreseen wrong answer “30.2” is right"),
    (":generator: crash-row", ":generator: crash-rows", 0, "did you mean “crash-row”?"),
    (":client: never\n:::\n\n:::{quiz} Fill", ":client: nevver\n:::\n\n:::{quiz} Fill", 0, "client: “nevver” is not usable; allowed: always, never"),
    ("{OK|DUP: DUP}", "{OK|DUP: ZERO}", -5, "“ZERO” is right, but not among the choices OK, DUP"),
    ("{OK|DUP: DUP}", "{OK|DUP}", 0, "must be “{= right}”, or “{one|two: right}”"),
    ("|---|---|\n", "", -1, "The table needs a heading"),
    ("crash => stops", "crash - stops", 0, "must be “left => right”"),
    (
        ":holds: false",
        ":holds: true",
        -2,
        "The claim is false: with server M->P, client always the property “exactly-once” does not hold (see /play/",
    ),
    (":property: exactly-once", ":property: exactly-one", 0, "Did you mean “exactly-once”?"),
    (":for-all: server, client", ":for-all: servers", 0, "is no parameter whose values can be listed. Did you mean “server”?"),
    (":holds: false", ":never: true", 0, "“never” does not go with “property”; use “holds”"),
    (":outcome: result=DUP\nIt", ":outcome: result=TWICE\nIt", 0, "“result” is never “TWICE”"),
    (":outcome: result=DUP\nIt", ":outcome: resul=DUP\nIt", 0, "Did you mean “result”?"),
    ("It can be printed twice.\n", "", -2, "The claim says nothing"),
    (":sim: server-crash\n:client: never", ":sim: server-crush\n:client: never", 0, "Did you mean “server-crash”?"),
    (":sim: server-crash\n:client: never\n", ":client: never\n", -2, "The option “sim” is missing"),
    (":choices: 0,0,2", ":choices: 0,0,9", 0, "choice 9 at step 2 is not enabled; allowed there: 0 to"),
    (":pause-at: 3", ":pause-at: 60", 0, "it must be a step before the last, from 0 to"),
    (":answer: result", ":answer: ending", 0, "This run has no outcome “ending”. Allowed: ordering, result."),
    (":goal: result=DUP", ":goal: at-most-once reached", 0, "can be broken, not reached"),
    (":goal: result=DUP", ":goal: result=ZERO", 0, "cannot be reached: every run was tried"),
    (":goal: result=DUP", ":goal: result=OK", 0, "is reached by the default run already"),
    (":client: always\n:goal", ":client: sometimes\n:goal", 0, "client: “sometimes” is not usable"),
    ("{ref}`help`", "{ref}`halp`", 0, "The reference to “halp” leads nowhere. Did you mean “help”?"),
    ("(#row)", "(#rows)", 0, "The link to “#rows” leads nowhere. Did you mean “row”?"),
    (
        "/play/server-crash?s",
        "/play/server-crush?s",
        0,
        "&step=2” leads nowhere. Did you mean “server-crash”?",
    ),
    ("/play/server-crash?s", "/play/?s", 0, f"leads nowhere. Allowed: {', '.join(slugs())}."),
    ("=broken-reordering", "=broken-ordering", 0, "leads to no run: unknown scenario “broken-ordering”; did you mean “broken-reordering”?"),
    ("&client=always&", "&client=allways&", 0, "leads to no run: client: “allways” is not usable; allowed: always, never"),
    ("&client=always&", "&cliant=always&", 0, "leads to no run: unknown parameter “cliant”; did you mean “client”?"),
    ("&step=2)", "&step=99)", 0, "step: 99 does not exist; this run has the steps 0 to"),
    ("&step=2)", "&step=2&step=3)", 0, "“step” stands more than once in the address."),
    ("?choices=0,0,2)", "?choices=0,0,9)", 0, "leads to no run: choice 9 at step 2 is not enabled; allowed there: 0 to"),
    ("?choices=0,0,2)", "?choices=0;0)", 0, "choices: allowed are small whole numbers with commas between them"),
    ("$n > 3k$", "$n > \\foo k$", 0, "uses the unknown command \\foo"),
    ("$n > 3k$", "$n > {3k$", 0, "has an opening brace too many"),
    ("say[^1]", "say[^2]", 0, "The footnote [^2] is not defined"),
    ("say[^1]", "say", 2, "Nothing refers to the footnote [^1]"),
    ("```python", "```pyton", 0, "Unknown language of code “pyton”. Did you mean “python”?"),
]


def test_the_lesson_is_good_before_it_is_spoilt(load, head):
    lesson = load(head + GOOD)
    assert [question.label for question in lesson.questions] == ["help", "long", "row", "fill", "match", "next", "twice"]


@pytest.mark.parametrize(("good", "bad", "offset", "said"), MISTAKES)
def test_a_mistake_is_found_where_it_stands(mistakes, head, good, bad, offset, said):
    assert GOOD.count(good) >= 1
    line = (head + GOOD).split(good)[0].count("\n") + 1 + offset
    found = mistakes(head + GOOD.replace(good, bad, 1))
    assert [message for place, message in found if place == line and said in message], found


def test_all_mistakes_of_a_file_are_reported_at_once(mistakes, head):
    spoilt = [
        (good, bad)
        for number, (good, bad, _, _) in enumerate(MISTAKES)
        if good not in {earlier[0] for earlier in MISTAKES[:number]} and "\n" not in good
    ]
    source = GOOD
    for good, bad in spoilt:
        source = source.replace(good, bad, 1)
    assert len(spoilt) >= 20
    assert len({line for line, _ in mistakes(head + source)}) >= 15
