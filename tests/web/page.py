"""A page as tests look at it."""

from html.parser import HTMLParser

VOID = {"meta", "link", "input", "br", "img", "hr", "path"}


class PageReader(HTMLParser):
    """Elements in order, with their attributes and the text that is in them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None], list[str]]] = []
        self._open: list[int] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs), []))
        if tag not in VOID:
            self._open.append(len(self.elements) - 1)

    def handle_endtag(self, tag):
        while self._open and self.elements[self._open.pop()][0] != tag:
            pass

    def handle_data(self, data):
        for place in self._open:
            self.elements[place][2].append(data)

    def attributes(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of each such element."""
        return [attributes for name, attributes, _ in self.elements if name == tag]

    def texts(self, tag: str, **wanted: str) -> list[str]:
        """The text of each such element, its white space made even."""
        return [
            " ".join("".join(text).split())
            for name, attributes, text in self.elements
            if name == tag and all(attributes.get(key.rstrip("_")) == value for key, value in wanted.items())
        ]

    def links(self) -> dict[str, str]:
        """Where each link leads, by its text."""
        return {" ".join("".join(text).split()): attributes.get("href") or "" for name, attributes, text in self.elements if name == "a"}

    def hidden_fields(self, action: str) -> dict[str, str]:
        """The hidden fields of the form that is sent to this address."""
        found: dict[str, str] = {}
        inside = False
        for tag, attributes, _ in self.elements:
            if tag == "form":
                inside = attributes.get("action") == action
            elif inside and tag == "input" and attributes.get("type") == "hidden":
                found[str(attributes["name"])] = str(attributes["value"])
        return found
