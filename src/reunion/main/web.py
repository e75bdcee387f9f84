"""A web process: uvicorn on one event loop, on a socket of its own or one that `up` shares."""

import socket

from reunion.core.config import Config
from reunion.main import logs

_BACKLOG = 4096


def listen(host: str, port: int) -> socket.socket:
    """A listening TCP socket; raises OSError when the port is taken or the address is not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    # Answers are written at once, however small: accepted connections inherit this.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        listener.bind((host, port))
        listener.listen(_BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener


def run(config: Config, fd: int | None = None) -> None:
    """Serve until SIGINT or SIGTERM. `fd` is a listening socket that the supervisor opened."""
    import uvicorn  # these import every module: only this process needs them

    from reunion.main import collecting
    from reunion.main.server import create_app
    from reunion.realtime.gateway import SOCKET_OPTIONS

    logs.set_up(config, "web")
    listener = socket.socket(fileno=fd) if fd is not None else listen(config.host, config.port)
    application = create_app(config)
    collecting.settle()
    settings = uvicorn.Config(
        application,
        loop="uvloop",
        http="httptools",
        **SOCKET_OPTIONS,
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(config.trusted_proxies),
        forwarded_allow_ips=list(config.trusted_proxies),
        timeout_graceful_shutdown=5,
        backlog=_BACKLOG,
    )
    server = uvicorn.Server(settings)
    server.run(sockets=[listener])
    if not server.started:
        raise SystemExit(3)
