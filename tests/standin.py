"""A stand-in for Groq and for OpenAI-compatible servers that speaks the real protocol over HTTP, for tests and the demonstration.

As a fixture: `with running() as server: server.script(Says("Hello"), Limit(900))`. As a process, `python -m tests.standin
--port 9000`, it is told what to do by `POST /script` (a list of `{"kind": "says", "text": …}`, see `STEPS`) and what it was
asked is at `GET /asked`. What is not scripted is answered plainly, with JSON of the wanted shape.

Paths: `/openai/v1/…` as Groq has them and `/v1/…` as others do."""

import argparse
import json
import re
import socket
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

MODELS = ["openai/gpt-oss-120b", "openai/gpt-oss-20b", "whisper-large-v3-turbo", "whisper-large-v3"]
PIECE = 6  # characters of a streamed piece


@dataclass
class Says:
    """An answer. `deltas` are the pieces of a stream, else the text is cut; `model`: only for that one."""

    text: str = "Hello."
    finish: str | None = "stop"
    deltas: list[str] | None = None
    delay: float = 0.0  # before the first word
    gap: float = 0.0  # between pieces
    drop_after: int | None = None  # pieces; then the connection is lost
    usage: dict[str, Any] | None = None
    headers: dict[str, str] = field(default_factory=dict)
    refusal: str | None = None
    usage_in: str = "both"  # `x_groq`, `usage`, `both` or `none`
    model: str | None = None


@dataclass
class Refuses:
    """An error as the provider words it."""

    status: int
    code: str = ""
    message: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    model: str | None = None


@dataclass
class Raw:
    """Bytes as they are, under a status and a type: malformed JSON, a page of HTML, a redirect."""

    body: str = "{"
    status: int = 200
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    model: str | None = None


Step = Says | Refuses | Raw


def limit(seconds: float | None = None, model: str | None = None) -> Refuses:
    """429; `seconds` is retry-after."""
    headers = {} if seconds is None else {"retry-after": f"{seconds:g}"}
    return Refuses(429, "rate_limit_exceeded", "Rate limit reached for model", headers, model)


def busy(model: str | None = None) -> Refuses:
    return Refuses(503, "service_unavailable", "Service unavailable", {}, model)


STEPS: dict[str, Any] = {"says": Says, "refuses": Refuses, "raw": Raw}


class Server(ThreadingHTTPServer):
    """Running on loopback. `steps` are used up one a call; `asked` is what came."""

    daemon_threads = True

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.steps: deque[Step] = deque()
        self.asked: list[dict[str, Any]] = []
        self.models = list(MODELS)
        self.lock = threading.Lock()
        self.at_once = self.most_at_once = 0

    @property
    def groq_url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def openai_url(self) -> str:
        return f"{self.groq_url}/v1"

    def script(self, *steps: Step) -> None:
        with self.lock:
            self.steps.extend(steps)

    def next_step(self, model: str) -> Step | None:
        """The first that is for this model or for any."""
        with self.lock:
            for step in self.steps:
                if step.model in (None, model):
                    self.steps.remove(step)
                    return step
        return None

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is what some tests are about."""


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    server: Server

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""

    def do_GET(self) -> None:
        path = self._path()
        if path == "/models":
            step = self.server.next_step("models") if self._scripted("models") else None
            if step is not None and not isinstance(step, Says):
                return self._error_or_raw(step)
            return self._json(
                {
                    "object": "list",
                    "data": [
                        {"id": name, "object": "model", "created": 1, "owned_by": "x"} for name in self.server.models
                    ],
                }
            )
        if path == "/asked":
            return self._json(self.server.asked)
        return self._refuse(Refuses(404, "not_found", "Unknown request URL"))

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        path = self._path()
        if path == "/script":
            steps = json.loads(body)
            self.server.script(*(STEPS[step.pop("kind")](**step) for step in steps))
            return self._json({"steps": len(self.server.steps)})
        with self.server.lock:
            self.server.at_once += 1
            self.server.most_at_once = max(self.server.most_at_once, self.server.at_once)
        try:
            if path == "/chat/completions":
                return self._chat(json.loads(body))
            if path == "/audio/transcriptions":
                return self._transcription(body)
            return self._refuse(Refuses(404, "not_found", "Unknown request URL"))
        finally:
            with self.server.lock:
                self.server.at_once -= 1

    def _path(self) -> str:
        return self.path.removeprefix("/openai").removeprefix("/v1")

    def _scripted(self, model: str) -> bool:
        return any(step.model == model for step in self.server.steps)

    def _note(self, what: dict[str, Any]) -> None:
        with self.server.lock:
            self.server.asked.append(what | {"path": self.path, "authorization": self.headers.get("authorization", "")})

    def _chat(self, asked: dict[str, Any]) -> None:
        self._note(asked)
        if asked["model"] not in self.server.models:
            return self._refuse(
                Refuses(
                    404,
                    "model_not_found",
                    f"The model `{asked['model']}` does not exist or you do not have access to it.",
                )
            )
        step = self.server.next_step(asked["model"])
        if isinstance(step, Refuses | Raw):
            return self._error_or_raw(step)
        says = step or Says(_plain(asked))
        time.sleep(says.delay)
        usage = says.usage or {
            "prompt_tokens": sum(len(message["content"]) for message in asked["messages"]) // 4,
            "completion_tokens": len(says.text) // 4 + 1,
            "total_tokens": 0,
            "prompt_tokens_details": {"cached_tokens": 0},
        }
        if asked.get("stream"):
            return self._stream(asked, says, usage)
        message = {"role": "assistant", "content": says.text} | ({"refusal": says.refusal} if says.refusal else {})
        answer: dict[str, Any] = {
            "id": "chatcmpl-1",
            "object": "chat.completion",
            "created": 1,
            "model": asked["model"],
            "choices": [{"index": 0, "message": message, "finish_reason": says.finish}],
            "x_groq": {"id": "req_1"},
        }
        if says.usage_in != "none":
            answer["usage"] = usage
        return self._json(answer, headers=says.headers)

    def _stream(self, asked: dict[str, Any], says: Says, usage: dict[str, Any]) -> None:
        pieces = says.deltas or [says.text[at : at + PIECE] for at in range(0, len(says.text), PIECE)]
        self._head(200, "text/event-stream", says.headers | {"transfer-encoding": "chunked"})
        self._event(_chunk(asked["model"], {"role": "assistant", "content": ""}, x_groq={"id": "req_1"}))
        for at, piece in enumerate(pieces):
            if at == says.drop_after:
                self.close_connection = True
                self.wfile.flush()
                return self.connection.shutdown(socket.SHUT_RDWR)
            self._event(_chunk(asked["model"], {"content": piece}))
            time.sleep(says.gap)
        groq = {"x_groq": {"id": "req_1", "usage": usage}} if says.usage_in in ("x_groq", "both") else {}
        if says.finish is not None:
            self._event(_chunk(asked["model"], {}, says.finish, **groq))
        if says.usage_in in ("usage", "both") and asked.get("stream_options", {}).get("include_usage"):
            self._event({**_chunk(asked["model"], {}), "choices": [], "usage": usage})
        self._bytes(b"data: [DONE]\n\n")
        self.wfile.write(b"0\r\n\r\n")
        self.close_connection = True
        return None

    def _transcription(self, body: bytes) -> None:
        model = next((name for name in self.server.models if f"\r\n\r\n{name}\r\n".encode() in body), "")
        name = re.search(rb'filename="([^"]*)"', body)
        self._note({"model": model, "bytes": len(body), "file": name[1].decode() if name else ""})
        step = self.server.next_step(model)
        if isinstance(step, Refuses | Raw):
            return self._error_or_raw(step)
        time.sleep(step.delay if step else 0)
        text = step.text if step else "I have worked as a nurse for nine years."
        return self._json({"task": "transcribe", "language": "english", "duration": 12.5, "text": text, "segments": []})

    def _error_or_raw(self, step: Step) -> None:
        if isinstance(step, Refuses):
            return self._refuse(step)
        assert isinstance(step, Raw)
        self._head(step.status, step.content_type, step.headers | {"content-length": str(len(step.body.encode()))})
        self.wfile.write(step.body.encode())
        return None

    def _refuse(self, step: Refuses) -> None:
        kind = "invalid_request_error" if step.status < 500 else "server_error"
        self._json({"error": {"message": step.message, "type": kind, "code": step.code}}, step.status, step.headers)

    def _json(self, value: Any, status: int = 200, headers: dict[str, str] | None = None) -> None:
        body = json.dumps(value).encode()
        self._head(status, "application/json", (headers or {}) | {"content-length": str(len(body))})
        self.wfile.write(body)

    def _head(self, status: int, content_type: str, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in ({"content-type": content_type} | headers).items():
            self.send_header(name, value)
        self.end_headers()

    def _event(self, value: dict[str, Any]) -> None:
        self._bytes(f"data: {json.dumps(value)}\n\n".encode())

    def _bytes(self, data: bytes) -> None:
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()


def _chunk(model: str, delta: dict[str, Any], finish: str | None = None, **more: Any) -> dict[str, Any]:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": model,
        "choices": [choice],
        **more,
    }


def _plain(asked: dict[str, Any]) -> str:
    """What is said when nothing is scripted: that all sentences follow, JSON of the wanted shape, or a sentence."""
    wanted = asked.get("response_format", {}).get("json_schema", {}).get("schema")
    if told := re.search(r"Check sentences 1 to (\d+)\.", asked["messages"][-1]["content"]):
        return json.dumps({"sentences": [opinion(number) for number in range(1, int(told[1]) + 1)]})
    return (
        json.dumps(_sample(wanted, wanted))
        if wanted
        else "This is what the stand-in says when nobody told it what to say."
    )


def opinion(number: int, follows: bool = True, reason: str = "") -> dict[str, Any]:
    """What a model that checks sentences says of one."""
    return {"number": number, "follows": follows, "reason": reason}


def _sample(schema: dict[str, Any], root: dict[str, Any]) -> Any:
    if "$ref" in schema:
        return _sample(root["$defs"][schema["$ref"].rpartition("/")[2]], root)
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["enum"][0]
    if "anyOf" in schema:
        return _sample(schema["anyOf"][0], root)
    if schema.get("type") == "object":
        return {name: _sample(part, root) for name, part in schema["properties"].items()}
    return {"array": [], "string": "text", "integer": 42, "number": 42.0, "boolean": True, "null": None}[schema["type"]]


@contextmanager
def running(port: int = 0) -> Iterator[Server]:
    """A server for as long as the block runs."""
    server = Server(port)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def as_json(*steps: Step) -> list[dict[str, Any]]:
    """The steps as `POST /script` takes them."""
    return [{"kind": type(step).__name__.lower(), **asdict(step)} for step in steps]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="A stand-in for language models on loopback.")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--script", help="a JSON file with a list of steps")
    arguments = parser.parse_args()
    serving = Server(arguments.port)
    if arguments.script:
        with open(arguments.script, encoding="utf-8") as file:
            serving.script(*(STEPS[step.pop("kind")](**step) for step in json.load(file)))
    serving.serve_forever()
