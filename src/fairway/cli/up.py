"""`fairway up`: web and worker on what is there, until Ctrl-C."""

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence

from fairway.cli.main import Fault
from fairway.cli.printing import say
from fairway.people.actions.accounts import first_account_token, is_first_account_open

PORT, HIGHEST_PORT = 8000, 65_535
WEB_PROCESSES = 2
WEB_THREADS = 4


def describe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=port_number, default=PORT)
    parser.add_argument("--bind", default="127.0.0.1", help="address to listen on (default: this machine only)")
    parser.add_argument("--no-worker", action="store_true", help="web only; another machine runs the worker")


def port_number(text: str) -> int:
    """A port of the command line; argparse turns the refusal into wrong use."""
    if not (text.isascii() and text.isdigit() and len(text) <= 5 and 0 < int(text) <= HIGHEST_PORT):
        raise argparse.ArgumentTypeError(f"{text!r} is no port; choose one from 1 to {HIGHEST_PORT}")
    return int(text)


def run(arguments: argparse.Namespace) -> int:
    address = f"http://{_reached_at(arguments.bind)}:{arguments.port}"
    lines = [f"Fairway answers at {address}"]
    if is_first_account_open():
        lines.append(f"First account: {address}/welcome/{first_account_token()}/")
    return serve(port=arguments.port, bind=arguments.bind, with_worker=not arguments.no_worker, ready=lines)


def serve(
    *,
    port: int,
    bind: str = "127.0.0.1",
    with_worker: bool = True,
    environment: dict[str, str] | None = None,
    ready: Sequence[str] = (),
) -> int:
    """Run both until one ends or Ctrl-C. `ready` lines are said once the first page answers."""
    require_free(bind, port)
    env = {**os.environ, **(environment or {})}
    web = [
        sys.executable,
        "-m",
        "gunicorn",
        "fairway.project.wsgi:application",
        "--bind",
        f"{bind}:{port}",
        "--workers",
        str(WEB_PROCESSES),
        "--threads",
        str(WEB_THREADS),
        "--timeout",
        "120",
        "--log-level",
        "warning",
        "--worker-tmp-dir",
        "/dev/shm" if os.path.isdir("/dev/shm") else "/tmp",
    ]
    processes = [subprocess.Popen(web, env=env)]
    if with_worker:
        processes.append(subprocess.Popen([sys.executable, "-m", "fairway.project.worker"], env=env))
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        wait_until_ready(f"http://{_reached_at(bind)}:{port}/healthz", processes)
        for line in ready:
            say(line)
        while all(process.poll() is None for process in processes):
            time.sleep(0.5)
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(timeout=20)


def _reached_at(bind: str) -> str:
    """Where this machine reaches a server that listens there."""
    return "127.0.0.1" if bind == "0.0.0.0" else bind


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def require_free(bind: str, port: int) -> None:
    """Fault with a way out when something else listens there."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((bind, port))
        except OSError as error:
            raise Fault(f"port {port} is taken", advice=f"Use another one: --port {port + 1}") from error


def wait_until_ready(address: str, processes: Sequence[subprocess.Popen[bytes]], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    probe = urllib.request.Request(address, headers=_as_the_proxy_asks())
    while time.monotonic() < deadline:
        if any(process.poll() is not None for process in processes):
            raise Fault("the server did not start; its message stands above")
        try:
            with urllib.request.urlopen(probe, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise Fault(f"{address} did not answer within {seconds:.0f} seconds")


def _as_the_proxy_asks() -> dict[str, str]:
    """Headers by which the server knows one of its own names, and that the way to it is HTTPS where it has to be."""
    from django.conf import settings

    names = [name.removeprefix(".") for name in settings.ALLOWED_HOSTS if name != "*"]
    return {"Host": names[0] if names else "localhost", **({"X-Forwarded-Proto": "https"} if settings.IS_HTTPS else {})}
