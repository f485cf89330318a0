"""Quotes against the text of their source: word for word, at their offsets, in a text with the stated hash."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from conflict_graph.namespaces import CG, ID, OA, SHAPES, VOCAB, XSD, shorten
from conflict_graph.rdf.source_texts import slug_of
from conflict_graph.validate.indexed import Described, key
from conflict_graph.validate.violation import Result

_QUOTED = VOCAB + "evidence-quoted"
_NEAR = 60.0
_SHOWN = 160
_REACH = 20
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class _Span:
    """A quote of one source, with the offsets it is said to stand at."""

    evidence: str
    source: str
    quote: str
    start: int
    end: int


def check_quotes(described: Described) -> Iterator[Result]:
    """Yield texts with another hash or length than stated, quotes that do not stand in them, and misnamed evidence.

    A quote whose text is not at hand cannot be checked; that is reported once for its source.
    """
    for source in described.things(CG + "Source"):
        yield from _check_text(source, described)
    unchecked: dict[str, list[str]] = defaultdict(list)
    for evidence in described.things(CG + "Evidence"):
        span = _span(evidence, described)
        if span:
            yield from _check_name(span, described)
            text = _literal(span.source, CG + "text", described)
            if text is None:
                unchecked[span.source].append(evidence)
            elif text[span.start : span.end] != span.quote:
                yield _misplaced(span, text)
    for source, evidences in unchecked.items():
        yield _text_missing(source, evidences, described)


def _check_text(source: str, described: Described) -> Iterator[Result]:
    text = _literal(source, CG + "text", described)
    if text is None:
        return
    stated, computed = _literal(source, CG + "sha256", described), hashlib.sha256(text.encode()).hexdigest()
    if stated is not None and stated != computed:
        value, expected = f"a text with the hash {computed}", f"the hash {stated} that cg:sha256 gives"
        yield Result(shape=SHAPES + "text-hash", focus=source, path=CG + "sha256", value=value, expected=expected)
    count = _literal(source, CG + "charCount", described)
    if count is not None and count != str(len(text)):
        yield Result(
            shape=SHAPES + "text-length", focus=source, path=CG + "charCount", value=count, expected=f"{len(text)}"
        )


def _span(evidence: str, described: Described) -> _Span | None:
    """Return the span of an evidence that has one source, one quote and sound offsets; other shapes ask for these."""
    sources = described.values(evidence, OA + "hasSource")
    quotes = described.values(evidence, OA + "hasSelector", OA + "exact")
    offsets = [described.values(evidence, OA + "hasSelector", OA + name) for name in ("start", "end")]
    if len(sources) != 1 or len(quotes) != 1 or any(len(values) != 1 for values in offsets):
        return None
    start, end = (_whole(values[0]) for values in offsets)
    if start is None or end is None or not 0 <= start < end or not isinstance(quotes[0], ox.Literal):
        return None
    return _Span(evidence, key(sources[0]), quotes[0].value, start, end)


def _whole(term: object) -> int | None:
    if isinstance(term, ox.Literal) and term.datatype.value == XSD + "integer":
        digits = term.value.removeprefix("+")
        return int(digits) if digits.removeprefix("-").isdecimal() and len(digits) < 19 else None
    return None


def _literal(thing: str, name: str, described: Described) -> str | None:
    values = described.values(thing, name)
    return values[0].value if len(values) == 1 and isinstance(values[0], ox.Literal) else None


def _check_name(span: _Span, described: Described) -> Iterator[Result]:
    slug = slug_of(span.source)
    expected = f"{ID}evidence/{slug}-{span.start}-{span.end}"
    graded = [key(grade) for grade in described.values(span.evidence, CG + "evidenceGrade")]
    if slug and span.evidence != expected and _QUOTED in graded:
        name = SHAPES + "evidence-name"
        yield Result(shape=name, focus=span.evidence, value=shorten(span.evidence), expected=shorten(expected))


def _misplaced(span: _Span, text: str) -> Result:
    """Say what stands at the offsets, and where the quote stands, or what comes nearest to it."""
    there = text[span.start : span.end]
    value = f"at {span.start}-{span.end}: {_quoted(there)}" if there else f"nothing at {span.start}-{span.end}"
    if span.end > len(text):
        value += f"; the text ends at {len(text)}"
    return Result(
        shape=SHAPES + "quote-in-source",
        focus=span.evidence,
        path=OA + "exact",
        value=value,
        expected=_quoted(span.quote),
        hint=_where(span, text),
    )


def _where(span: _Span, text: str) -> str:
    places = _occurrences(span.quote, text)
    if not places:
        return f"The quote stands nowhere in the text. {_nearest(span.quote, text)}"
    shown = " and ".join(f"{start}-{start + len(span.quote)}" for start in places[:3])
    return (
        f"The quote stands at {shown}. {_other_unit(span, text)}Correct oa:start, oa:end and the name of the evidence."
    )


def _occurrences(quote: str, text: str) -> list[int]:
    places, at = [], text.find(quote)
    while at >= 0:
        places.append(at)
        at = text.find(quote, at + 1)
    return places


def _other_unit(span: _Span, text: str) -> str:
    """Say so when the offsets are right in bytes or in UTF-16 units: the usual slips."""
    start, end, quote = span.start, span.end, span.quote
    if text.encode()[start:end] == quote.encode():
        return "The offsets given count UTF-8 bytes; count code points. "
    if text.encode("utf-16-le")[2 * start : 2 * end] == quote.encode("utf-16-le"):
        return "The offsets given count UTF-16 units, as JavaScript does; count code points. "
    return ""


def _nearest(quote: str, text: str) -> str:
    """Name the span that reads most like the quote, from the start of a word to the end of one."""
    from rapidfuzz import fuzz

    near = fuzz.partial_ratio_alignment(quote, text, score_cutoff=_NEAR) if len(quote) <= len(text) else None
    if near is None or not near.score:
        return "Quote the sentence as it is written there."
    low, high = max(near.dest_start - _REACH, 0), near.dest_end + _REACH
    words = [word.span() for word in _WORD.finditer(text, low, high)]
    starts = [start for start, _ in words if abs(start - near.dest_start) <= _REACH]
    ends = [end for _, end in words if abs(end - near.dest_end) <= _REACH]
    spans = [(start, end) for start in starts for end in ends if start < end] or [(near.dest_start, near.dest_end)]
    start, end = max(spans, key=lambda span: fuzz.ratio(quote, text[slice(*span)]))
    return f"The nearest is, at {start}-{end}: {_quoted(text[start:end])}"


def _quoted(text: str) -> str:
    flat = " ".join(text.split())
    return f"“{flat if len(flat) <= _SHOWN else flat[: _SHOWN - 1] + '…'}”"


def _text_missing(source: str, evidences: list[str], described: Described) -> Result:
    slug = slug_of(source)
    where = f"the text as sources/{slug}.txt beside the file, or as cg:text" if slug else "the text as cg:text"
    focus = source if described.is_judged(source) else evidences[0]
    count = len(evidences)
    return Result(
        shape=SHAPES + "text-at-hand",
        focus=focus,
        path=CG + "text",
        value=f"no text of {shorten(source)} for {count} quote{'' if count == 1 else 's'}",
        expected=where,
    )
