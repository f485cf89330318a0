"""Settings: one frozen record read from ``CONFLICT_GRAPH_*``; `--help` and the reference are made from it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from conflict_graph.errors import InvalidParameter


class Settings(BaseSettings):
    """What a deployment may set, each with its default and meaning.

    >>> Settings(query_seconds=5).query_seconds
    5.0
    """

    model_config = SettingsConfigDict(env_prefix="CONFLICT_GRAPH_", frozen=True, extra="ignore")

    store: str | None = Field(
        None, description="Store directory, or URL of a SPARQL 1.1 query endpoint; empty: the shipped data."
    )
    update_url: str | None = Field(
        None, description="Update URL of a remote store; empty: the remote store is read-only."
    )
    cache_directory: Path | None = Field(
        None, description="Where the shipped data are unpacked; empty: the user's cache directory."
    )
    union_default_graph: bool = Field(False, description="Ask the union of all graphs where a query names no graph.")
    host: str = Field("127.0.0.1", description="Address to serve on.")
    port: int = Field(8000, ge=0, le=65535, description="Port to serve on; 0 picks a free one.")
    write_token: SecretStr | None = Field(
        None, description="Bearer token for writes over HTTP; empty: the service is read-only."
    )
    write_gate: bool = Field(
        True, description="Refuse writes over HTTP that leave claims which break the shapes (on or off)."
    )
    query_seconds: float = Field(10.0, gt=0, description="Time limit of one free-form query, in seconds.")
    update_seconds: float = Field(30.0, gt=0, description="Time limit of one SPARQL update, in seconds.")
    query_rows: int = Field(
        100_000, ge=1, description="Most rows of one SELECT answer; a longer answer is cut and says so."
    )
    query_bytes: int = Field(256_000_000, ge=1, description="Most bytes of one answer.")
    worker_count: int = Field(3, ge=1, description="Worker processes for free-form queries.")
    worker_bytes: int = Field(
        2_000_000_000, ge=100_000_000, description="Memory limit of one worker process, in bytes."
    )
    queue_length: int = Field(64, ge=0, description="Free-form queries that may wait for a worker.")
    client_seconds: float = Field(
        120.0, gt=0, description="Processing time of free-form queries that one client may use up at once, in seconds."
    )
    client_window: float = Field(
        120.0, gt=0, description="Time in which a used-up processing time fills again, in seconds."
    )
    client_queries: int = Field(4, ge=1, description="Free-form queries of one client that run at once.")
    client_queue: int = Field(32, ge=0, description="Free-form queries of one client that may wait for their turn.")
    trusted_proxies: str = Field(
        "",
        description="Addresses or networks of proxies whose X-Forwarded-For and X-Forwarded-Proto are believed, "
        "with commas between; empty: none.",
    )
    remote_seconds: float = Field(30.0, gt=0, description="Time limit of one request to a remote store, in seconds.")
    body_bytes: int = Field(20_000_000, ge=1, description="Most bytes of a request body.")
    url_bytes: int = Field(16_384, ge=1024, description="Most bytes of a request address; longer queries go by POST.")
    page_size: int = Field(100, ge=1, le=1000, description="Rows of a JSON page when the caller names no limit.")
    scene_file: Path | None = Field(
        None,
        description="SQLite file of the saved scenes of the graph view, :memory: for none; empty: scenes.sqlite in the "
        "cache directory.",
    )
    scene_bytes: int = Field(400_000, ge=1000, description="Most bytes of one scene of the graph view.")
    scene_count: int = Field(10_000, ge=1, description="Saved scenes that are kept; those longest not used go first.")
    scene_store_bytes: int = Field(100_000_000, ge=1000, description="Most bytes of all saved scenes, packed.")
    embed_ancestors: str = Field(
        "",
        pattern=r"^[^;,\r\n]*$",
        description="Sites whose pages may show the graph view in a frame (graph?embed=1), as in the policy "
        "frame-ancestors: origins with blanks between, or *; empty: this service alone.",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="How much is logged.")
    log_format: Literal["text", "json"] = Field(
        "text", description="Log lines for people (text) or for programs (json)."
    )


def read_settings(**given: object) -> Settings:
    """Return the settings of the environment, with those given here (None means "not given") in their place.

    Raises InvalidParameter, naming the setting or its variable, for a value that cannot be used.

    >>> read_settings(port=8080, host=None).port
    8080
    """
    try:
        return Settings.model_validate({name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        where = name if given.get(name) is not None else f"{Settings.model_config['env_prefix']}{name.upper()}"
        raise InvalidParameter(
            where, first["input"], first["msg"].removeprefix("Input should be "), hint="See docs/reference/settings.md."
        ) from None
