"""Bodies that hold a scene: bounded before they are read, and described in the interface."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, Final

from fastapi import Request, Response
from fastapi.routing import APIRoute

from conflict_graph_api.http import openapi
from conflict_graph_api.http.dependencies import services_of
from conflict_graph_api.http.errors import SceneTooLarge

SCENE_RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    400: openapi.problem("A parameter, or a day or name in the scene, cannot be used."),
    413: openapi.problem("The scene is larger than the limit."),
    422: openapi.problem("The body is no JSON, or no scene; the place is named."),
}
"""What a route that takes a scene may answer besides its own."""


class SceneRoute(APIRoute):
    """A route whose body holds a scene: one that is too large is refused before it is taken apart."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return the handler of the route behind the check of its body."""
        handle = super().get_route_handler()

        async def bounded(request: Request) -> Response:
            # A caller may write more blanks and digits than the form we keep.
            most = 2 * services_of(request).settings.scene_bytes
            if (length := len(await request.body())) > most:
                raise SceneTooLarge(length, most)
            return await handle(request)

        return bounded
