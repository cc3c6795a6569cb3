"""Terms of the glossary in the text of a lesson: in each section, the first time that one is used, it leads to its meaning."""

import re
from collections.abc import Mapping, Sequence
from html.parser import HTMLParser

from app.course.glossary import Form, Term
from app.course.templates import macro

SECTIONS = {"h2", "h3"}
# What is a name or a link already, what is drawn, and what is no running text.
LEFT_OUT = {"a", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "summary", "button", "label", "sim-player", "math", "svg", "sup", "figcaption"}
BESIDE = {"unseen", "claim-proof", "footnotes"}
VOID = {"br", "hr", "img", "input", "wbr"}


def gloss(html: str, terms: Sequence[Term]) -> str:
    """The text of a lesson with its terms marked, and behind it what those mean."""
    if not terms:
        return html
    writer = _Writer(_Words(terms))
    writer.feed(html)
    writer.close()
    notes = macro("text.html", "term_notes", [term for term in terms if term.slug in writer.used]) if writer.used else ""
    return "".join(writer.written) + str(notes)


class _Words:
    """All forms of all terms as one pattern; the longest form that begins at a place counts."""

    def __init__(self, terms: Sequence[Term]) -> None:
        forms = sorted(((form, term) for term in terms for form in term.forms), key=lambda pair: -len(pair[0].word))
        self.terms: Mapping[int, Term] = {number: term for number, (_, term) in enumerate(forms, 1)}
        self.pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(_pattern(form) for form, _ in forms)})(?![\w-])")


def _pattern(form: Form) -> str:
    """A group that finds the word of a form. Short words in capitals are found as they are, others also at the start of a sentence."""
    before = rf"(?<=\b{_word(form.before)}\s)" if form.before else ""
    after = rf"(?=\s+{_word(form.after)}\b)" if form.after else ""
    return f"{before}({_word(form.word)}){after}"


def _word(text: str) -> str:
    """A pattern for one or more words, with any white space between them."""
    first, rest = text[0], r"\s+".join(re.escape(part) for part in text[1:].split(" "))
    return (f"[{first.upper()}{first}]" if first.isalpha() and first.islower() else re.escape(first)) + rest


class _Writer(HTMLParser):
    """Writes HTML as it was, with terms marked in its running text."""

    def __init__(self, words: _Words) -> None:
        super().__init__(convert_charrefs=False)
        self.words = words
        self.written: list[str] = []
        self.used: set[str] = set()
        # The terms of this section so far.
        self.seen: set[str] = set()
        # The element that is left out now, and how many of its name are open.
        self.skipped, self.depth = "", 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.written.append(self.get_starttag_text() or "")
        if tag in SECTIONS:
            self.seen = set()
        if self.depth:
            self.depth += tag == self.skipped
        elif tag not in VOID and (tag in LEFT_OUT or BESIDE & set((dict(attrs).get("class") or "").split())):
            self.skipped, self.depth = tag, 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.written.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        self.written.append(f"</{tag}>")
        if self.depth:
            self.depth -= tag == self.skipped

    def handle_data(self, data: str) -> None:
        self.written.append(data if self.depth else self.words.pattern.sub(self._marked, data))

    def handle_entityref(self, name: str) -> None:
        self.written.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.written.append(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self.written.append(f"<!--{data}-->")

    def _marked(self, found: re.Match[str]) -> str:
        assert found.lastindex is not None
        term = self.words.terms[found.lastindex]
        if term.slug in self.seen:
            return found[0]
        self.seen.add(term.slug)
        self.used.add(term.slug)
        return str(macro("text.html", "term", term, found[0]))
