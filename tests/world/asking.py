"""How a test asks the services of a world."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import httpx

    from tests.world.papers import Work, World
    from tests.world.server import Server

ATOM = "{http://www.w3.org/2005/Atom}"
SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


class Get:
    """Asks a service, and reads what it answers."""

    def __init__(self, server: Server, client: httpx.Client) -> None:
        self.server = server
        self.client = client

    def response(self, service: str, path: str, **parameters: str | int) -> httpx.Response:
        named = {name.replace("__", "."): str(value) for name, value in parameters.items()}
        return self.client.get(self.server.address(service) + path, params=named or None)

    def __call__(self, service: str, path: str, **parameters: str | int) -> Any:
        return self.response(service, path, **parameters).json()

    def batch(self, ids: list[str], fields: str = "title") -> httpx.Response:
        address = self.server.address("semantic_scholar") + "/graph/v1/paper/batch"
        return self.client.post(address, params={"fields": fields}, json={"ids": ids})


def decoy(world: World, name: str) -> list[Work]:
    return [work for work in world.works.values() if work.decoy == name]
