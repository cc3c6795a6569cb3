"""A lesson that asks one question of each kind, and a student who fills in its forms as a browser without scripts would."""

from pathlib import Path

from fastapi.testclient import TestClient

from tests.web.page import PageReader

FRONT = """---
id: asking
title: Asking
summary: One question of each kind.
part: Part A
order: 10
minutes: 7
concepts: [server-crash]
---

Some text.

## Where it begins

"""

SINGLE = """:::{quiz} One of three
:label: q-single
:kind: single
Which?
- [ ] The first
  > CANARY-first is wrong.
- [x] The second
- [ ] The third
  > CANARY-third is wrong.
- [!] CANARY-explained.
:::

"""
TRIES = """:::{quiz} A number
:label: q-numeric
:kind: numeric
:behaviour: interactive
:tries: 3
:unit: ms
How long?
- [=] 4711
- [≠] 12
  > CANARY-twelve is too short.
- [?] CANARY-hint-one.
- [?] CANARY-hint-two.
- [!] CANARY-number.
:::

"""
DEFERRED = """:::{quiz} For later
:label: q-later
:kind: text
:behaviour: deferred
Which word?
- [=] canaryword
- [!] CANARY-later.
:::

"""
OTHERS = """:::{quiz} Several
:label: q-multiple
:kind: multiple
Which two?
- [x] North
- [x] South
- [ ] Up
  > CANARY-up is no direction of a map.
- [!] CANARY-several.
:::

:::{quiz} In order
:label: q-ordering
:kind: ordering
From small to large?
1. one
2. two
3. three
- [!] CANARY-order.
:::

:::{quiz} In pairs
:label: q-matching
:kind: matching
What belongs together?
- [~] print => P
- [~] message => M
- [!] CANARY-pairs.
:::

:::{quiz} A table
:label: q-table
:kind: table
Fill it in.

| what | sign |
|---|---|
| crash | {C|M|P: C} |
| message | {C|M|P: M} |

- [!] CANARY-table.
:::

:::{predict} M was sent
:label: q-predict
:sim: server-crash
:server: M->P
:client: never
:crashes: 1
:choices: 0,0,2
:pause-at: 2
:kind: single
What lies in the tray?
- [x] Nothing
- [ ] One copy
  > CANARY-copy: who should print it?
- [!] CANARY-predicted.
:::

:::{challenge} Print twice
:label: q-challenge
:sim: server-crash
:server: P->M
:client: when-not-acked
:crashes: 1
:goal: result=DUP
Make it print twice.
- [?] CANARY-where.
- [!] CANARY-challenge.
:::

:::{quiz} A row
:label: q-computed
:generator: crash-row
:::
"""

WHOLE = FRONT + SINGLE + TRIES + DEFERRED + OTHERS


def write(folder: Path, text: str = WHOLE) -> Path:
    """The folder with this lesson in it."""
    folder.mkdir(exist_ok=True)
    (folder / "10-asking.md").write_text(text, encoding="utf-8")
    return folder


class Student:
    """A browser on the lesson. ``parts``: it swaps parts of the page in, as our scripts do."""

    def __init__(self, client: TestClient, parts: bool = False) -> None:
        self.client = client
        self.headers = {"HX-Request": "true"} if parts else {}

    def lesson(self) -> PageReader:
        """The lesson's page."""
        answer = self.client.get("/lessons/asking")
        assert answer.status_code == 200
        return PageReader(answer.text)

    def fields(self, label: str, page: PageReader | None = None) -> dict[str, str]:
        """The hidden fields of a question's form."""
        return (page or self.lesson()).hidden_fields(f"/lessons/asking/questions/{label}/answers")

    def answer(self, label: str, given: dict[str, str | list[str]], fields: dict[str, str] | None = None):
        """Send the form filled in like this."""
        hidden = self.fields(label) if fields is None else fields
        return self.client.post(f"/lessons/asking/questions/{label}/answers", data={**hidden, **given}, headers=self.headers, follow_redirects=False)

    def choose(self, label: str, text: str) -> str:
        """The value of the option with this text."""
        inside, waits = False, False
        for tag, attributes, said in self.lesson().elements:
            if tag == "form":
                inside = attributes.get("action") == f"/lessons/asking/questions/{label}/answers"
            waits = waits or (inside and tag == "label" and text in " ".join(said))
            if inside and waits and tag == "input":
                return str(attributes["value"])
        raise AssertionError(f"{label} has no option “{text}”")

    def section(self, label: str, page: PageReader | None = None) -> str:
        """All text of a question on the page."""
        page = page or self.lesson()
        for tag, attributes, said in page.elements:
            if tag == "section" and attributes.get("id") == f"question-{label}":
                return " ".join(" ".join(said).split())
        raise AssertionError(f"the page does not ask {label}")
