"""GitHub's repositories as the replay server plays them: there, gone, archived, or moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.world.messages import Response, answer

if TYPE_CHECKING:
    from tests.world.messages import Json, Request
    from tests.world.papers import Repository, World

RESET = "1750000000"


class GitHub:
    """Plays ``/repos/{owner}/{name}`` and ``/repositories/{number}``; with a `key`, another is refused."""

    def __init__(self, world: World, base: str, *, key: str | None = None) -> None:
        self.base = base
        self.key = key
        all_of_them = [work.repository for work in world.works.values() if work.repository and not work.repository.gone]
        self.by_name = {one.full_name.lower(): one for one in all_of_them}
        self.moved = {one.moved.lower(): one for one in all_of_them if one.moved}
        self.by_number = {one.number: one for one in all_of_them}

    def answer(self, request: Request) -> Response:
        """Answer a request."""
        given = request.headers.get("authorization")
        known = self.key is not None and given in {f"Bearer {self.key}", f"token {self.key}"}
        limit = 5000 if known or (given and self.key is None) else 60
        headers = {
            "x-ratelimit-limit": str(limit),
            "x-ratelimit-remaining": str(limit - 1),
            "x-ratelimit-used": "1",
            "x-ratelimit-reset": RESET,
            "x-ratelimit-resource": "core",
        }
        if self.key is not None and given is not None and not known:
            return answer(
                {"message": "Bad credentials", "documentation_url": "https://docs.github.com/rest", "status": "401"},
                401,
            )
        found = self._answer(request)
        found.headers.update(headers)
        return found

    def _answer(self, request: Request) -> Response:
        repository = None
        match request.parts:
            case ("repos", owner, name):
                full = f"{owner}/{name}".lower()
                repository = self.by_name.get(full)
                if repository and repository.moved:
                    location = f"{self.base}/repositories/{repository.number}"
                    content = {"message": "Moved Permanently", "url": location}
                    content["documentation_url"] = "https://docs.github.com/v3/#http-redirects"
                    return answer(content, 301, Location=location)
                repository = repository or self.moved.get(full)
            case ("repositories", number) if number.isdigit():
                repository = self.by_number.get(int(number))
        if repository is None:
            address = "https://docs.github.com/rest/repos/repos#get-a-repository"
            return answer({"message": "Not Found", "documentation_url": address, "status": "404"}, 404)
        etag = f'"{repository.number:x}{repository.stars:x}"'
        if request.headers.get("if-none-match", "").removeprefix("W/") == etag:
            return Response(304, b"", headers={"ETag": etag})
        return answer(facts(repository), ETag=etag)


def facts(repository: Repository) -> Json:
    """Write what GitHub says of a repository."""
    full = repository.moved or repository.full_name
    owner, _, name = full.partition("/")
    license_: Json | None = None
    if repository.license:
        key = repository.license.lower()
        license_ = {
            "key": key,
            "name": repository.license,
            "spdx_id": repository.license,
            "url": f"https://api.github.com/licenses/{key}",
            "node_id": "x",
        }
    return {
        "id": repository.number,
        "node_id": f"R_{repository.number}",
        "name": name,
        "full_name": full,
        "private": False,
        "owner": {"login": owner, "id": repository.number, "type": "Organization", "site_admin": False},
        "html_url": f"https://github.com/{full}",
        "description": f"Code of {name}",
        "fork": False,
        "url": f"https://api.github.com/repos/{full}",
        "created_at": "2020-01-01T00:00:00Z",
        "updated_at": repository.pushed_at,
        "pushed_at": repository.pushed_at,
        "clone_url": f"https://github.com/{full}.git",
        "homepage": None,
        "size": 100,
        "stargazers_count": repository.stars,
        "watchers_count": repository.stars,
        "language": "Python",
        "has_issues": True,
        "forks_count": repository.stars // 10,
        "archived": repository.archived,
        "disabled": False,
        "open_issues_count": 3,
        "license": license_,
        "topics": ["made-up"],
        "visibility": "public",
        "forks": repository.stars // 10,
        "open_issues": 3,
        "watchers": repository.stars,
        "default_branch": "main",
        "network_count": repository.stars // 10,
        "subscribers_count": repository.stars // 20,
    }
