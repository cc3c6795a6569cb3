"""The one error that a user of the kernel can cause."""


class UsageError(ValueError):
    """Unusable arguments: ``message`` names what is wrong, where, and what is allowed; ``field`` the parameter or choice at fault.

    Both may quote what a user sent; what UTF-8 cannot carry (lone surrogates) is written as an escape, so that the error itself can always be sent.
    """

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(sendable(message))
        self.message = sendable(message)
        self.field = None if field is None else sendable(field)


def sendable(text: str) -> str:
    """Give text with everything escaped that UTF-8 cannot carry."""
    return text.encode("utf-8", "backslashreplace").decode()
