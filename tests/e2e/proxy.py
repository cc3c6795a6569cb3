"""A proxy between browser and application that can do what proxies and networks do: cut a connection, or forget it without a word."""

import contextlib
import socket
import threading


class Link:
    """One connection through the proxy."""

    def __init__(self, proxy: "Proxy", browser: socket.socket) -> None:
        """Connect through, and carry bytes both ways until one side ends."""
        self.proxy = proxy
        self.browser = browser
        self.server = socket.create_connection(("127.0.0.1", proxy.target))
        self.upgraded = False
        self.silent = False
        self.budget: int | None = None
        for carry in (self._up, self._down):
            threading.Thread(target=carry, daemon=True).start()

    def close(self) -> None:
        """End both sides."""
        for end in (self.browser, self.server):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _up(self) -> None:
        with contextlib.suppress(OSError):
            while data := self.browser.recv(65_536):
                self.upgraded = self.upgraded or b"upgrade: websocket" in data.lower()
                if not self.silent:
                    self.server.sendall(data)
        if not self.silent:
            self.close()

    def _down(self) -> None:
        with contextlib.suppress(OSError):
            while data := self.server.recv(65_536):
                if self.budget is not None and len(data) >= self.budget:
                    self.browser.sendall(data[: self.budget])
                    self.proxy.cuts += 1
                    break
                if self.budget is not None:
                    self.budget -= len(data)
                if not self.silent:
                    self.browser.sendall(data)
        if not self.silent:
            self.close()


class Proxy:
    """Listens on a port of its own and carries to the application at ``target``."""

    def __init__(self, target: int) -> None:
        """Begin to listen."""
        self.target = target
        self.cuts = 0
        self.links: list[Link] = []
        self.port = 0
        self.listen()
        self.url = f"http://127.0.0.1:{self.port}"

    def listen(self) -> None:
        """Take connections, always at the same port."""
        self.listener = socket.create_server(("127.0.0.1", self.port))
        self.port = int(self.listener.getsockname()[1])
        threading.Thread(target=self._accept, args=(self.listener,), daemon=True).start()

    def refuse(self) -> None:
        """End everything, and take no connection until ``listen``."""
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)  # wakes the thread that accepts
        self.listener.close()
        for link in self.links:
            link.close()

    def sockets(self) -> list[Link]:
        """The links that carry a WebSocket."""
        return [link for link in self.links if link.upgraded and link.browser.fileno() != -1]

    def cut_after(self, count: int) -> None:
        """End each WebSocket that there is now once it has carried so many more bytes to the browser."""
        for link in self.sockets():
            link.budget = count

    def forget(self) -> None:
        """Carry nothing more for the WebSockets that there are now, and tell nobody."""
        for link in self.sockets():
            link.silent = True

    def cut(self) -> None:
        """End every WebSocket now."""
        for link in self.sockets():
            link.close()

    def _accept(self, listener: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                browser, _ = listener.accept()
                try:
                    self.links.append(Link(self, browser))
                except ConnectionRefusedError:
                    browser.close()
