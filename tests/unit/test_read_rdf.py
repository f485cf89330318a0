"""Reading RDF: every format, and every way in which a file can fail to be one."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflict_graph.errors import DataSyntaxError, MissingFile, UnknownFormat
from conflict_graph.rdf.documents import read_rdf
from conflict_graph.rdf.formats import BY_EXTENSION, BY_MEDIA_TYPE

ONE = {
    ".ttl": "@prefix x: <http://x/> . x:a x:b x:c .",
    ".nt": "<http://x/a> <http://x/b> <http://x/c> .",
    ".trig": "@prefix x: <http://x/> . { x:a x:b x:c . }",
    ".nq": "<http://x/a> <http://x/b> <http://x/c> <http://x/g> .",
    ".rdf": (
        '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="http://x/">'
        '<r:Description r:about="http://x/a"><x:b r:resource="http://x/c"/></r:Description></r:RDF>'
    ),
    ".jsonld": '{"@id": "http://x/a", "http://x/b": {"@id": "http://x/c"}}',
}


@pytest.mark.parametrize("extension", ONE)
def test_each_format_is_told_by_its_extension(extension: str, tmp_path: Path) -> None:
    path = tmp_path / f"one{extension}"
    path.write_text(ONE[extension])
    document = read_rdf(path)
    assert [str(quad.triple) for quad in document.quads] == ["<http://x/a> <http://x/b> <http://x/c>"]
    assert document.name == str(path)
    assert document.sha256 == hashlib.sha256(ONE[extension].encode()).hexdigest()


@pytest.mark.parametrize(
    ("media_type", "extension"),
    [("text/turtle", ".ttl"), ("application/ld+json;profile=x", ".jsonld"), ("Application/N-Triples", ".nt")],
)
def test_a_media_type_outranks_the_name(media_type: str, extension: str) -> None:
    assert len(read_rdf(ONE[extension].encode(), name="upload.unknown", media_type=media_type).quads) == 1


def test_bytes_without_name_or_media_type_are_turtle_and_may_be_empty() -> None:
    assert read_rdf(ONE[".ttl"].encode()).prefixes == {"x": "http://x/"}
    assert read_rdf(b"").quads == []


def test_an_unknown_extension_or_media_type_lists_what_is_read(tmp_path: Path) -> None:
    with pytest.raises(UnknownFormat) as by_name:
        read_rdf(tmp_path / "table.csv")
    assert ".csv" in str(by_name.value) and by_name.value.extra["known"] == list(BY_EXTENSION)
    with pytest.raises(UnknownFormat) as by_type:
        read_rdf(b"", media_type="text/csv")
    assert by_type.value.extra["known"] == list(BY_MEDIA_TYPE)


@pytest.mark.parametrize("extension", [".ttl", ".trig", ".nt", ".nq"])
def test_a_syntax_error_names_file_line_and_column(extension: str, tmp_path: Path) -> None:
    path = tmp_path / f"broken{extension}"
    path.write_text("<http://x/a> <http://x/b> <http://x/c> .\n<http://x/a> oops .\n")
    with pytest.raises(DataSyntaxError) as caught:
        read_rdf(path)
    assert (caught.value.extra["file"], caught.value.extra["line"]) == (str(path), 2)
    assert caught.value.extra["column"] >= 1
    assert f"{path}, line 2" in str(caught.value) and "Parser error" not in str(caught.value)


def test_a_web_page_is_not_taken_for_turtle() -> None:
    with pytest.raises(DataSyntaxError, match=r"page\.ttl, line 1"):
        read_rdf(b"<!DOCTYPE html><html></html>", name="page.ttl")


def test_bytes_that_are_not_utf8_are_shown_with_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "latin1.ttl"
    path.write_bytes('# Latin-1\n<http://x/a> <http://x/b> "caf\u00e9" .'.encode("latin-1"))
    with pytest.raises(DataSyntaxError, match="0xE9 is not UTF-8") as caught:
        read_rdf(path)
    assert (caught.value.extra["line"], caught.value.extra["column"]) == (2, 31)


def test_a_byte_order_mark_is_no_error() -> None:
    assert len(read_rdf(b"\xef\xbb\xbf" + ONE[".ttl"].encode()).quads) == 1


@pytest.mark.parametrize("text", ["", "\n \n", "# only a comment\n", "@prefix x: <http://x/> .\n"])
def test_a_file_without_a_statement_is_an_error(text: str, tmp_path: Path) -> None:
    path = tmp_path / "empty.ttl"
    path.write_text(text)
    with pytest.raises(DataSyntaxError, match="no statement"):
        read_rdf(path)


def test_a_missing_file_and_a_directory_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(MissingFile, match="There is no file"):
        read_rdf(tmp_path / "none.ttl")
    (tmp_path / "folder.ttl").mkdir()
    with pytest.raises(MissingFile, match="is a directory"):
        read_rdf(tmp_path / "folder.ttl")


def test_a_file_that_cannot_be_read_is_a_missing_file(tmp_path: Path) -> None:
    path = tmp_path / "loop.ttl"
    path.symlink_to(path)
    with pytest.raises(MissingFile, match="cannot be read"):
        read_rdf(path)


def test_a_remote_context_is_not_fetched() -> None:
    data = b'{"@context": "http://127.0.0.1:9/context", "@id": "http://x/a", "b": "c"}'
    with pytest.raises(DataSyntaxError, match="nothing is fetched"):
        read_rdf(data, media_type="application/ld+json")


def test_a_number_is_spelled_as_the_store_spells_it() -> None:
    document = read_rdf(b"<http://x/a> <http://x/b> 0.50 , +07 , 1.0 , 'x' , '2026-02-30'^^<http://x/date> .")
    store = ox.Store()
    store.extend(document.quads)
    assert {quad.object.value for quad in document.quads} == {"0.5", "7", "1", "x", "2026-02-30"}
    assert set(store) == set(document.quads)


def rdf_xml(entities: str) -> bytes:
    return (
        f"<!DOCTYPE r [\n{entities}]>"
        '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="http://x/">'
        '<r:Description r:about="http://x/a"><x:b r:datatype="&xsd;date">2026-02-24</x:b></r:Description></r:RDF>'
    ).encode()


def test_entities_that_abbreviate_namespaces_are_read() -> None:
    document = read_rdf(rdf_xml('<!ENTITY xsd "http://www.w3.org/2001/XMLSchema#">'), name="a.rdf")
    assert document.quads[0].object.datatype.value == "http://www.w3.org/2001/XMLSchema#date"


@pytest.mark.parametrize(
    "entity", ['<!ENTITY b "&xsd;&xsd;">', f'<!ENTITY b "{"x" * 257}">', '<!ENTITY b SYSTEM "file:///etc/passwd">']
)
def test_entities_that_could_swell_or_reach_out_are_refused(entity: str) -> None:
    with pytest.raises(DataSyntaxError, match="XML entity") as caught:
        read_rdf(rdf_xml(f'<!ENTITY xsd "http://x/">\n {entity}'), name="a.rdf")
    assert (caught.value.extra["line"], caught.value.extra["column"]) == (3, 2)


def test_blank_nodes_of_two_documents_stay_apart() -> None:
    one, two = (read_rdf(b"_:b <http://x/b> <http://x/c> .") for _ in range(2))
    assert one.quads[0].subject != two.quads[0].subject


MEDIA_TYPES = st.sampled_from(sorted(BY_MEDIA_TYPE))
FRAGMENTS = st.sampled_from(
    [b"<http://x/a>", b" ", b"\n", b".", b'"', b"'''", b"[", b"{", b"@prefix", b":", b"\\u00", b"<<(", b"]", b"\xff"]
)


@given(data=st.one_of(st.binary(max_size=200), st.lists(FRAGMENTS).map(b"".join)), media_type=MEDIA_TYPES)
def test_no_bytes_raise_anything_but_a_syntax_error(data: bytes, media_type: str) -> None:
    try:
        document = read_rdf(data, media_type=media_type)
    except DataSyntaxError as error:
        assert error.extra["file"] == "data"
    else:
        assert all(
            document.line_of(quad.subject.value) != 0 for quad in document.quads if hasattr(quad.subject, "value")
        )
