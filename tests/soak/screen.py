# SPDX-License-Identifier: MIT
"""The real program on a terminal of our own, which knows the few sequences that the program sends."""
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
import unicodedata

SEQUENCE = re.compile(r"\x1b\[([?>0-9;]*)([A-Za-z])|\x1b[()][A-Z0-9]|\x1b[=>78M]|[\r\n\b\x07\x0e\x0f]")
PART = re.compile(r"\x1b(\[[?>0-9;]*|[()])?$")


class Late(Exception):
    """The moment has come that was set as the program's last."""


class Screen:
    def __init__(self, arguments, columns=100, rows=30):
        self.columns, self.rows = columns, rows
        self.x = self.y = 0
        self.cells = [[" "] * columns for _ in range(rows)]
        self.rest = ""
        self.bytes = b""
        self.deadline = None
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ["TERM"] = "xterm-256color"
            os.execv(arguments[0], arguments)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    # --- what it shows ---

    def line(self, y):
        return "".join(self.cells[y]).rstrip()

    def shows(self, text):
        return any(text in self.line(y) for y in range(self.rows))

    def text(self):
        return "\n".join(self.line(y) for y in range(self.rows))

    def put(self, c):
        width = 2 if unicodedata.east_asian_width(c) in "WF" else 1
        if self.x + width > self.columns:
            return
        self.cells[self.y][self.x] = c
        if width == 2:
            self.cells[self.y][self.x + 1] = ""
        self.x += width

    def do(self, arguments, final):
        numbers = [int(n) for n in arguments.split(";") if n.isdigit()]
        if final == "H":
            y, x = (numbers + [1, 1])[:2] if len(numbers) > 1 else ((numbers or [1])[0], 1)
            self.y, self.x = min(y, self.rows) - 1, min(x, self.columns) - 1
        elif final == "K":
            self.cells[self.y][self.x:] = [" "] * (self.columns - self.x)
        elif final == "J":
            self.cells = [[" "] * self.columns for _ in range(self.rows)]

    def take(self, text):
        text = self.rest + text
        part = PART.search(text)
        self.rest = text[part.start():] if part else ""
        text = text[:part.start()] if part else text
        at = 0
        for m in SEQUENCE.finditer(text):
            for c in text[at:m.start()]:
                self.put(c)
            at = m.end()
            if m.group(2):
                self.do(m.group(1), m.group(2))
            elif m.group(0) == "\r":
                self.x = 0
            elif m.group(0) == "\b":
                self.x = max(self.x - 1, 0)
        for c in text[at:]:
            self.put(c)

    # --- what is done to it ---

    def pump(self, seconds):
        """Takes what comes within that time; the program's last moment ends everything."""
        if self.deadline is not None:
            seconds = min(seconds, self.deadline - time.monotonic())
            if seconds <= 0:
                raise Late
        if not select.select([self.fd], [], [], max(seconds, 0))[0]:
            return
        try:
            self.bytes += os.read(self.fd, 65536)
        except OSError:
            raise EOFError(self.text()) from None
        try:
            text, self.bytes = self.bytes.decode(), b""
        except UnicodeDecodeError as e:
            if len(self.bytes) - e.start > 3:
                raise EOFError(f"no text: {self.bytes[max(e.start - 40, 0):e.start + 40]!r}") from None
            text, self.bytes = self.bytes[:e.start].decode(), self.bytes[e.start:]
        self.take(text)

    def until(self, true, seconds=20):
        end = time.monotonic() + seconds
        while not true():
            if time.monotonic() > end:
                raise TimeoutError(self.text())
            self.pump(end - time.monotonic())

    def wait(self, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.pump(end - time.monotonic())

    def send(self, text):
        os.write(self.fd, text.encode())

    def kill(self):
        """Its moment."""
        os.kill(self.pid, signal.SIGKILL)
        moment = time.monotonic()
        os.waitpid(self.pid, 0)
        os.close(self.fd)
        return moment
