"""Start the course; the address is printed."""

from argparse import Namespace

from app.cli.parser import Parser, whole
from app.kernel.errors import UsageError


def declare(parser: Parser) -> None:
    """Say which options there are."""
    parser.add_argument("--host", metavar="H", help="Address to listen on.")
    parser.add_argument("--port", metavar="N", type=whole(0, 65_535), help="Port to listen on.")
    parser.add_argument("--workers", metavar="N", type=whole(1, 64), default=1, help="Worker processes.")


def execute(options: Namespace) -> int:
    """Serve until interrupted."""
    from app.main import serve
    from app.settings import settings

    host = options.host or settings().host
    port = settings().port if options.port is None else options.port
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    _check_free(host, port, address)
    print(f"Faultline: {address}", flush=True)
    serve(host, port, options.workers)
    return 0


def _check_free(host: str, port: int, address: str) -> None:
    """Say in words that an address cannot be listened on, before anything claims that the course is there."""
    import socket

    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except OSError as error:
        raise UsageError(f"cannot listen on {address}: {error.strerror}; choose another with --port or --host", "port") from None
