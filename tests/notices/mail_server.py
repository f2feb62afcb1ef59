"""A real mail server on loopback that can misbehave, for the letters of the tests."""

from __future__ import annotations

import socketserver
import threading
import time
from collections import Counter
from email import message_from_bytes, policy
from email.message import EmailMessage


class MailServer(socketserver.ThreadingTCPServer):
    """Keeps what it has accepted in `letters`. What it does wrong is set from outside, at any time."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.letters: list[bytes] = []
        self.recipients: dict[
            str, str
        ] = {}  # an address and what is answered to it, such as "550 no such user"
        self.data_answer = ""  # instead of accepting a letter
        self.delay = 0.0  # before a letter is accepted, in seconds
        self.answer_delay = 0.0  # after it has been accepted, before that is said
        self.is_mute = False  # does not even greet
        self.drops_next = ""  # "before" or "after" a letter is accepted; once
        self.connections = 0
        self._thread = threading.Thread(
            target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        )

    @property
    def port(self) -> int:
        return self.server_address[1]

    @property
    def messages(self) -> list[EmailMessage]:
        return [message_from_bytes(letter, policy=policy.default) for letter in self.letters]

    def counted(self) -> Counter[str]:
        """How many times each Message-ID came."""
        return Counter(str(message["Message-ID"]) for message in self.messages)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self.shutdown()
        self.server_close()
        self._thread.join(5)


class _Talk(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self.server.connections += 1
        if self.server.is_mute:
            time.sleep(30)
            return
        self._say("220 tests")
        refusal = ""
        try:
            while line := self.rfile.readline():
                verb = line.decode().strip().upper()
                if verb.startswith(("EHLO", "HELO")):
                    self._say("250 tests")
                elif verb.startswith("RCPT"):
                    address = line.decode().partition("<")[2].partition(">")[0]
                    refusal = self.server.recipients.get(address, "")
                    self._say(refusal or "250 ok")
                elif verb == "DATA":
                    self._say("354 go on")
                    if not self._take():
                        return
                elif verb == "QUIT":
                    self._say("221 bye")
                    return
                else:
                    self._say("250 ok")
        except OSError:  # the other side was killed
            return

    def _take(self) -> bool:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return False
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        dropping, self.server.drops_next = self.server.drops_next, ""
        if dropping == "before":
            return False
        time.sleep(self.server.delay)
        if self.server.data_answer:
            self._say(self.server.data_answer)
            return True
        self.server.letters.append(b"".join(lines))
        time.sleep(self.server.answer_delay)
        if dropping == "after":
            return False
        self._say("250 accepted")
        return True

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())
