"""A proxy as offices have them: it opens tunnels (CONNECT) for those it knows, or does what bad ones do."""

import base64
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

PAGE = b"<html><body>Welcome. Please log in.</body></html>"


@dataclass
class Proxy:
    """`user`: name and password asked for, "" for none. `answer`: what is said instead of opening a tunnel.

    `cut`: so many bytes of the answer to CONNECT are given, then it ends. `waits`: seconds before the answer.
    """

    user: str = ""
    answer: bytes = b""
    cut: int = -1
    waits: float = 0.0
    asked: list[str] = field(default_factory=list)  # the first line of each request
    _listener: socket.socket = field(init=False)

    def __post_init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def place(self) -> str:
        return f"127.0.0.1:{self._listener.getsockname()[1]}"

    @property
    def url(self) -> str:
        return f"http://{self.place}"

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _address = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client:
            try:
                self._open(client, _head(client))
            except OSError:
                return

    def _open(self, client: socket.socket, head: str) -> None:
        self.asked.append(head.splitlines()[0])
        time.sleep(self.waits)
        if self.user and f"Basic {base64.b64encode(self.user.encode()).decode()}" not in head:
            client.sendall(page("407 Proxy Authentication Required", 'Proxy-Authenticate: Basic realm="a"'))
            return
        if self.answer:
            client.sendall(self.answer)
            return
        opened = b"HTTP/1.1 200 Connection established\r\n\r\n"
        if self.cut >= 0:
            client.sendall(opened[: self.cut])
            return
        host, port = head.split()[1].rsplit(":", 1)
        with socket.create_connection((host, int(port)), timeout=5) as there:
            client.sendall(opened)
            back = threading.Thread(target=_carry, args=(there, client), daemon=True)
            back.start()
            _carry(client, there)
            back.join()


def page(status: str, *more: str) -> bytes:
    """A web page with this status."""
    lines = [f"HTTP/1.1 {status}", "Content-Type: text/html", f"Content-Length: {len(PAGE)}", *more]
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode() + PAGE


@contextmanager
def proxy(**how: object) -> Iterator[Proxy]:
    made = Proxy(**how)  # type: ignore[arg-type]
    try:
        yield made
    finally:
        made.close()


def _head(client: socket.socket) -> str:
    got = b""
    while b"\r\n\r\n" not in got:
        piece = client.recv(4096)
        if not piece:
            raise OSError
        got += piece
    return got.decode("latin-1")


def _carry(source: socket.socket, to: socket.socket) -> None:
    try:
        while piece := source.recv(65_536):
            to.sendall(piece)
        to.shutdown(socket.SHUT_WR)
    except OSError:
        return
