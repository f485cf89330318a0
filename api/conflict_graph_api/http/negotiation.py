"""One way to choose a representation: ``?format=`` when given, else ``Accept`` with its weights."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import Request

from conflict_graph.errors import UnknownFormat
from conflict_graph_api.http.errors import NotAcceptable
from conflict_graph_api.http.formats import Format, with_charset
from conflict_graph_api.http.parameters import query_pairs, several


@dataclass(frozen=True, slots=True)
class MediaRange:
    """One entry of an Accept header: ``text/*;q=0.5``."""

    main: str
    sub: str
    quality: float

    def specificity(self, media_type: str) -> int:
        """Return 2 for an exact match, 1 for ``type/*``, 0 for ``*/*``, and -1 for none."""
        main, _, sub = media_type.partition("/")
        if self.main == "*":
            return 0
        if self.main != main:
            return -1
        if self.sub == "*":
            return 1
        return 2 if self.sub == sub else -1


@dataclass(frozen=True, slots=True)
class Choice:
    """A format together with the media type under which the client asked for it."""

    format: Format
    media_type: str

    @property
    def content_type(self) -> str:
        """The Content-Type header of the answer."""
        return with_charset(self.media_type)


def parse_accept(header: str) -> list[MediaRange]:
    """Return the media ranges of an Accept header; what cannot be read is passed over.

    >>> parse_accept("text/csv, */*;q=0.1")
    [MediaRange(main='text', sub='csv', quality=1.0), MediaRange(main='*', sub='*', quality=0.1)]
    """
    ranges = []
    for entry in header.split(","):
        media_type, *parameters = [part.strip().lower() for part in entry.split(";")]
        main, slash, sub = media_type.partition("/")
        quality = _quality(parameters)
        if slash and main and sub and quality is not None:
            ranges.append(MediaRange(main, sub, quality))
    return ranges


def _quality(parameters: Iterable[str]) -> float | None:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return None
    return 1.0


def quality_of(media_type: str, ranges: Sequence[MediaRange]) -> float:
    """Return how much a client wants a media type: the weight of the most specific range that fits, else 0.

    >>> quality_of("text/csv", parse_accept("text/*;q=0.2, text/csv;q=0.7"))
    0.7
    """
    fitting = [(entry.specificity(media_type), entry.quality) for entry in ranges]
    specificity, quality = max(fitting, default=(-1, 0.0))
    return quality if specificity >= 0 else 0.0


def rank(accept: str | None, offers: Sequence[Format]) -> list[Choice]:
    """Return the offers an Accept header admits, most wanted first; equal weights keep the order of the offers.

    A missing or empty header admits all. A format asked for by an alias is answered under that alias.

    >>> from conflict_graph_api.http.formats import RESULT_FORMATS
    >>> [choice.format.name for choice in rank("text/csv;q=0.1, application/xml", RESULT_FORMATS)]
    ['xml', 'csv']
    """
    if not accept or not accept.strip():
        return [Choice(offer, offer.media_type) for offer in offers]
    ranges = parse_accept(accept)
    ranked: list[tuple[float, Choice]] = []
    for offer in offers:
        quality = quality_of(offer.media_type, ranges)
        named = [(q, Choice(offer, alias)) for alias in offer.aliases if (q := _named_quality(alias, ranges)) > quality]
        ranked.append(max(named, key=lambda pair: pair[0], default=(quality, Choice(offer, offer.media_type))))
    ranked.sort(key=lambda pair: -pair[0])
    return [choice for quality, choice in ranked if quality > 0]


def _named_quality(alias: str, ranges: Sequence[MediaRange]) -> float:
    return max((entry.quality for entry in ranges if entry.specificity(alias) == 2), default=0.0)


def named_formats(names: Sequence[str], offers: Sequence[Format]) -> list[Choice]:
    """Return the offers that ``format`` parameters name: by short name, file ending or media type.

    Some clients say it twice in two spellings; what is unknown is passed over as long as one is known. Raises
    UnknownFormat, with the names known here, when none is.
    """
    spellings = [name.strip().lower() for name in names]
    exact = [offer for offer in offers if any(name in offer.names for name in spellings)]
    loose = [offer for offer in offers if offer not in exact and any(_is_family(name, offer) for name in spellings)]
    if not exact and not loose:
        raise UnknownFormat(names[0], tuple(dict.fromkeys(offer.name for offer in offers)))
    return [Choice(offer, offer.media_type) for offer in (*exact, *loose)]


def _is_family(family: str, offer: Format) -> bool:
    """Tell whether ``json`` or ``xml`` can mean this graph format, for whoever does not know the kind of answer."""
    return (family, offer.name) in {("json", "jsonld"), ("xml", "rdfxml")}


def choices(request: Request, offers: Sequence[Format], format_names: Sequence[str] | None = None) -> list[Choice]:
    """Return the representations to try for a request, best first; never empty.

    format_names are the ``format`` parameters where the caller has read them already (a form body).
    Raises UnknownFormat (400) for ``?format=`` and NotAcceptable (406) for Accept.
    """
    names = [name for name in format_names or several(query_pairs(request), "format") if name]
    if names:
        return named_formats(names, offers)
    accept = ", ".join(request.headers.getlist("accept"))
    ranked = rank(accept, offers)
    if not ranked:
        raise NotAcceptable(accept, tuple(offer.media_type for offer in offers))
    return ranked


def choose(request: Request, offers: Sequence[Format]) -> Choice:
    """Return the one representation to answer with; the order of offers is the service's own preference."""
    return choices(request, offers)[0]


def alternate_url(request: Request, offer: Format) -> str:
    """Return the address of the same thing in another format, everything else in the query kept."""
    pairs = [(name, value) for name, value in query_pairs(request) if name != "format"]
    return f"{request.url.path}?{urlencode([*pairs, ('format', offer.name)])}"


def alternate_links(request: Request, offers: Sequence[Format]) -> str:
    """Return the value of a Link header that names every other representation."""
    return ", ".join(
        f'<{alternate_url(request, offer)}>; rel="alternate"; type="{offer.media_type}"' for offer in offers
    )
