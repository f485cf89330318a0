"""What each client may use: so much processing time, and so many free-form queries at once.

A client is an address; of an IPv6 address, the network of 64 bits that one customer gets. Each has a bucket of
processing time, filled up at a steady rate: whoever asks one query after the other never empties it, whoever asks many
heavy ones at once does, and is told when to come back. The table of clients is bounded: the ones longest not seen go.
"""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final

import anyio
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from conflict_graph.errors import in_seconds
from conflict_graph.settings import Settings
from conflict_graph_api.http.errors import TooManyRequests

POLICY: Final = "processing-seconds"
MOST_CLIENTS: Final = 10_000
_STATE: Final = "budget"
_IPV6_BITS: Final = 64


@dataclass(frozen=True, slots=True)
class Budget:
    """What one client may use: seconds of processing time at once, restored within a window; queries at once."""

    seconds: float
    window: float
    running: int
    waiting: int

    @classmethod
    def of(cls, settings: Settings) -> Budget:
        """Return the budget that settings give each client."""
        return cls(settings.client_seconds, settings.client_window, settings.client_queries, settings.client_queue)

    @property
    def policy(self) -> str:
        """The value of the field RateLimit-Policy."""
        return f'"{POLICY}";q={math.floor(self.seconds)};w={max(1, math.ceil(self.window))}'


@dataclass(slots=True)
class Account:
    """What one client has left, and how many queries it has under way."""

    budget: Budget
    left: float
    seen: float
    places: anyio.Semaphore
    waiting: int = 0

    @property
    def is_idle(self) -> bool:
        """Whether none of its queries runs or waits."""
        return self.places.value == self.budget.running

    def fill(self, now: float) -> None:
        """Give back what time has restored."""
        restored = (now - self.seen) * self.budget.seconds / self.budget.window
        self.left = min(self.budget.seconds, self.left + restored)
        self.seen = now

    @property
    def wait(self) -> int:
        """Whole seconds until a second of processing time is there again; at least one."""
        missing = max(0.0, min(1.0, self.budget.seconds) - self.left)
        return max(1, math.ceil(missing * self.budget.window / self.budget.seconds))

    @property
    def limit(self) -> str:
        """The value of the field RateLimit: whole seconds left, and how long the client has no more than that."""
        return f'"{POLICY}";r={max(0, math.floor(self.left))};t={self.wait}'


@dataclass(slots=True)
class Clients:
    """The accounts of all clients of one application; used from the event loop only."""

    budget: Budget
    clock: Callable[[], float] = time.monotonic
    most: int = MOST_CLIENTS
    _accounts: OrderedDict[str, Account] = field(default_factory=OrderedDict)

    def account(self, address: str) -> Account:
        """Return the account of a client, up to date."""
        name = network_of(address)
        now = self.clock()
        account = self._accounts.get(name)
        if account is None:
            account = Account(self.budget, self.budget.seconds, now, anyio.Semaphore(self.budget.running))
            self._accounts[name] = account
            self._forget()
        self._accounts.move_to_end(name)
        account.fill(now)
        return account

    def __len__(self) -> int:
        return len(self._accounts)

    @asynccontextmanager
    async def turn(self, request: Request, seconds: float) -> AsyncIterator[Account]:
        """Hold a place for one query of the client that sent a request, waiting so long for it at most.

        Raises TooManyRequests when its processing time is used up, when too many of its queries wait already, and
        when none of those under way ends in time. The account's state goes with the response.
        """
        account = self.account(request.client.host if request.client else "")
        state = request.scope.setdefault("state", {})
        state[_STATE] = account
        if account.left <= 0:
            raise TooManyRequests(
                f"You have used up {in_seconds(self.budget.seconds)} of processing time.",
                retry_after=account.wait,
                policies=(POLICY,),
            )
        await self._place(account, seconds)
        try:
            yield account
        finally:
            account.places.release()
            account.fill(self.clock())

    async def _place(self, account: Account, seconds: float) -> None:
        with suppress(anyio.WouldBlock):
            account.places.acquire_nowait()  # who finds a place does not count as waiting, not even for a moment
            return
        if account.waiting >= self.budget.waiting:
            raise _crowd(self.budget)
        account.waiting += 1
        try:
            with anyio.move_on_after(seconds) as limit:
                await account.places.acquire()
        finally:
            account.waiting -= 1
        if limit.cancelled_caught:
            raise _crowd(self.budget)

    def _forget(self) -> None:
        """Drop the accounts longest not seen, but none with a query under way."""
        spare = len(self._accounts) - self.most
        idle = (name for name, account in self._accounts.items() if account.is_idle)
        for name in [name for name, _ in zip(idle, range(spare), strict=False)]:
            del self._accounts[name]


def _crowd(budget: Budget) -> TooManyRequests:
    return TooManyRequests(f"{budget.running} of your queries run at once and others wait already.", retry_after=1)


def network_of(address: str) -> str:
    """Return the name under which the client at an address is counted.

    >>> network_of("192.0.2.7"), network_of("2001:db8:1:2:3:4:5:6"), network_of("unix")
    ('192.0.2.7', '2001:db8:1:2::/64', 'unix')
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        mapped = parsed.ipv4_mapped
        return str(mapped) if mapped else str(ip_network((int(parsed), _IPV6_BITS), strict=False))
    return str(parsed)


class RateLimitFields:
    """Tells clients in the header what they have left, on the answers to requests that use some of it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_limit(message: Message) -> None:
            account: Account | None = scope.get("state", {}).get(_STATE)
            if message["type"] == "http.response.start" and account is not None:
                headers = MutableHeaders(scope=message)
                headers["RateLimit-Policy"] = account.budget.policy
                headers["RateLimit"] = account.limit
            await send(message)

        await self.app(scope, receive, send_limit)
