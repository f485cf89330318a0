"""Source texts: found beside the file, kept to the last code point, never from anywhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from conflict_graph.errors import DataSyntaxError
from conflict_graph.namespaces import CG, ID
from conflict_graph.rdf.documents import RdfDocument, read_rdf
from conflict_graph.rdf.source_texts import attach_texts, slug_of


def document(slug: str, more: str = "") -> RdfDocument:
    return read_rdf(f"<{ID}source/{slug}> a <{CG}Source> {more} .".encode())


def texts(found: RdfDocument) -> list[str]:
    return [quad.object.value for quad in found.quads if quad.predicate.value == CG + "text"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sources").mkdir()
    return tmp_path


def test_a_text_is_attached_as_it_lies_in_the_file(folder: Path) -> None:
    (folder / "sources" / "news-1.txt").write_bytes("\U0001f4e3 one\r\ntwo\u00a0\n".encode())
    assert texts(attach_texts(document("news-1"), folder)) == ["\U0001f4e3 one\r\ntwo\u00a0\n"]


def test_a_text_in_the_document_is_kept(folder: Path) -> None:
    (folder / "sources" / "news-1.txt").write_text("from the file")
    assert texts(attach_texts(document("news-1", f'; <{CG}text> "own"'), folder)) == ["own"]


def test_a_source_without_a_file_stays_as_it_is(folder: Path) -> None:
    found = document("news-1")
    assert attach_texts(found, folder).quads == found.quads


@pytest.mark.parametrize("slug", ["../secret", "..", ".hidden", "a/b", "%2e%2e", "a..b", "", "a."])
def test_a_slug_never_leads_out_of_the_folder(slug: str, folder: Path) -> None:
    (folder / "secret.txt").write_text("secret")
    assert slug_of(f"{ID}source/{slug}") is None


def test_a_text_that_is_not_utf8_names_its_line(folder: Path) -> None:
    (folder / "sources" / "news-1.txt").write_bytes(b"one\ntwo \xff")
    with pytest.raises(DataSyntaxError, match="0xFF is not UTF-8") as caught:
        attach_texts(document("news-1"), folder)
    assert caught.value.extra["line"] == 2
