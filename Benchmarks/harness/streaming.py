"""One long body through a proxy, past a reader that takes it more slowly than it comes."""

import socket
import threading
import time

from harness.environment import PROXY_PORT, SINK_PORT
from harness.processes import StartError

STEP = 4 << 20
#: A small receive buffer makes the proxy feel each pause of the reader.
RECEIVE_BUFFER = 64 << 10


def download(length, rate):
    """Reads a body of this many bytes from the origin, at this many bytes a second."""
    with _connect(PROXY_PORT) as peer:
        peer.sendall(f"GET /b/{length} HTTP/1.1\r\nhost: api.example.com\r\n\r\n".encode())
        head, rest = _read_head(peer)
        _require_ok(head)
        received = len(rest) + _read_slowly(peer, length - len(rest), rate)
        if received != length:
            raise StartError(f"the body ended after {received} of {length} bytes")


def upload(length, rate):
    """Sends a body of this many bytes to a server that takes this many bytes a second."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER)
        listener.bind(("127.0.0.1", SINK_PORT))
        listener.listen(16)
        listener.settimeout(10)
        received = []
        server = threading.Thread(target=_take_body, args=(listener, length, rate, received))
        server.start()
        with _connect(PROXY_PORT) as peer:
            peer.sendall(
                f"POST /sink HTTP/1.1\r\nhost: api.example.com\r\ncontent-length: {length}\r\n\r\n".encode())
            block, left = bytes(STEP), length
            while left:
                peer.sendall(block[:min(left, STEP)])
                left -= min(left, STEP)
            head, _ = _read_head(peer)
            _require_ok(head)
        server.join()
        if received != [length]:
            raise StartError(f"the server received {received} of {length} bytes")


def _take_body(listener, length, rate, received):
    peer, _ = listener.accept()
    with peer:
        peer.settimeout(60)
        _, rest = _read_head(peer)
        received.append(len(rest) + _read_slowly(peer, length - len(rest), rate))
        peer.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")


def _read_slowly(peer, length, rate):
    buffer, count, began = bytearray(STEP), 0, time.monotonic()
    while count < length:
        taken = peer.recv_into(buffer, min(STEP, length - count))
        if taken == 0:
            break
        before, count = count, count + taken
        # A pause after each step, as long as what was taken should have lasted.
        if count // STEP > before // STEP:
            time.sleep(max(0, began + count / rate - time.monotonic()))
    return count


def _read_head(peer):
    data = b""
    while b"\r\n\r\n" not in data:
        more = peer.recv(65536)
        if not more:
            raise StartError("the connection ended before the head was complete")
        data += more
    head, _, rest = data.partition(b"\r\n\r\n")
    return head, rest


def _require_ok(head):
    if not head.startswith(b"HTTP/1.1 200"):
        raise StartError(f"answered {head[:40]!r}")


def _connect(port):
    peer = socket.socket()
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER)
    peer.settimeout(60)
    peer.connect(("127.0.0.1", port))
    return peer
