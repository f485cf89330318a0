"""Routes whose work a client can make long: they wait for its turn, and use up its processing time."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from typing import Any, Final

from fastapi import Depends, Request

from conflict_graph_api.http import openapi
from conflict_graph_api.http.dependencies import SettingsDep, services_of


async def _metered(request: Request, settings: SettingsDep) -> AsyncIterator[None]:
    """Hold a place of the client while its request is worked on, and charge it the time that took.

    Raises TooManyRequests (429), as free-form queries do.
    """
    async with services_of(request).clients.turn(request, settings.query_seconds) as account:
        started = time.monotonic()
        try:
            yield
        finally:
            account.left -= time.monotonic() - started


METERED: Final = Depends(_metered, scope="function")
"""The dependency of such a route; it ends before the answer goes out, whose header tells what is left."""

METERED_RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    429: openapi.problem("The client has used up its processing time, or has too many requests under way.")
}
"""What a route with this dependency may answer besides its own."""
