"""Headers in which a proxy tells who the visitor is count only when a configured proxy sent them."""

from collections.abc import Callable, Iterable
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Any

Network = IPv4Network | IPv6Network
Application = Callable[[dict[str, Any], Any], Iterable[bytes]]
# Everything of the kind, known to us or not: what we do not read today somebody may read tomorrow.
TOLD_BY_PROXIES = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_", "HTTP_X_REAL_IP", "HTTP_CLIENT_IP", "HTTP_VIA")


def networks(words: Iterable[str]) -> list[Network]:
    """Return the networks that words like 10.0.0.5 or 10.1.0.0/24 mean; raises ValueError naming the word."""
    return [ip_network(word) for word in words]


class OnlyConfiguredProxies:
    """A WSGI application that takes such headers away from whoever is not one of `proxies`."""

    def __init__(self, application: Application, proxies: list[Network]) -> None:
        self.application = application
        self.proxies = proxies

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if not self._is_proxy(environ.get("REMOTE_ADDR", "")):
            for name in [each for each in environ if each.startswith(TOLD_BY_PROXIES)]:
                del environ[name]
        return self.application(environ, start_response)

    def _is_proxy(self, address: str) -> bool:
        try:
            sender = ip_address(address)
        except ValueError:  # a socket without addresses
            return False
        return any(sender in network for network in self.proxies)
