"""The gate: what a write leaves of claims must hold up, and only what it touches is looked at."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conflict_graph.errors import InvalidData, InvalidRequest, QuerySyntaxError, ReadOnly, UpdateTimeout
from conflict_graph.rdf.documents import read_rdf
from conflict_graph.settings import Settings
from conflict_graph.store.base import Change, Staged, Store
from conflict_graph.store.changed_subjects import apply_updates
from conflict_graph.store.directory import DirectoryStore
from conflict_graph.store.memory import MemoryStore
from conflict_graph.store.remote import RemoteStore
from conflict_graph.write.commit import commit
from conflict_graph.write.gate import gate

VALID = Path(__file__).parents[1] / "valid" / "change-of-mind.ttl"
BACKS, DOUBTS = "clm:freedonia-backs-plan", "clm:freedonia-doubts-plan"
PREFIXES = (
    "PREFIX clm: <https://w3id.org/conflict-graph/id/claim/> PREFIX ev: <https://w3id.org/conflict-graph/id/evidence/> "
    "PREFIX oa: <http://www.w3.org/ns/oa#> "
)


@pytest.fixture(params=["memory", "directory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A store of four sound claims and some data that are none."""
    opened: Store = MemoryStore() if request.param == "memory" else DirectoryStore(tmp_path / "store", create=True)
    with opened:
        opened.change(Change(add=read_rdf(VALID).quads))
        yield opened


def write(store: Store, update: str) -> None:
    commit(store, Change(updates=[PREFIXES + update]))


BREAKING = {
    "a property that must be there": (f"DELETE WHERE {{ {DOUBTS} cg:statedOn ?d }}", {"claim-stated-on"}),
    "a second value": (f"INSERT DATA {{ {DOUBTS} cg:stance v:stance-support }}", {"position-stance"}),
    "an unknown term": (f"INSERT DATA {{ {DOUBTS} cg:colour 'red' }}", {"declared-term"}),
    "its kind": (f"DELETE WHERE {{ {DOUBTS} a ?kind }}", {"claim-kind"}),
    "its evidence": ("DELETE WHERE { ev:river-news-2-33 ?p ?o }", {"claim-evidence"}),
    "the quote": (
        "DELETE { ?q oa:exact ?t } INSERT { ?q oa:exact 'Freedonia drops the plan'@en } WHERE { ?q oa:exact ?t }",
        {"quote-in-source"},
    ),
    "the text of its source": (
        "DELETE { ?s cg:text ?t } INSERT { ?s cg:text 'Nothing of the kind.' } WHERE { ?s cg:text ?t }",
        {"quote-in-source", "text-hash", "text-length"},
    ),
    "the class of its subject": ("DELETE WHERE { st:freedonia a ?kind }", {"position-holder"}),
    "the issue of its option": ("DELETE WHERE { iss:border-plan cg:optionOf ?i }", {"option-issue"}),
    "the claim it supersedes": (f"DELETE WHERE {{ {BACKS} ?p ?o }}", {"claim-supersedes"}),
    "the end of the claim it supersedes": (f"DELETE WHERE {{ {BACKS} cg:validUntil ?d }}", {"supersession-closes"}),
    "a claim without a name": ("INSERT DATA { [] a cg:Position }", {"no-blank-node"}),
    "a claim in a named graph": ("INSERT DATA { GRAPH <urn:g> { <urn:c> a cg:Mention } }", {"claim-evidence"}),
    "in the second of two steps": (
        f"INSERT DATA {{ <urn:a> <urn:b> 1 }} ; DELETE WHERE {{ {DOUBTS} cg:statedOn ?d }}", {"claim-stated-on"}
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", BREAKING)
def test_a_write_that_breaks_a_claim_is_refused_with_the_report_and_changes_nothing(store: Store, what: str) -> None:
    update, shapes = BREAKING[what]
    before, snapshot = set(store.quads()), store.snapshot
    with pytest.raises(InvalidData) as refused:
        write(store, update)
    found = {one["shape"].rsplit("#")[-1] for one in refused.value.extra["report"]["findings"]}
    assert shapes <= found
    assert (set(store.quads()), store.snapshot) == (before, snapshot)


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { [] <urn:p> [] . <urn:a> a <urn:B> , cg:Person }",
        f"INSERT DATA {{ {DOUBTS} skos:note 'Said on the stairs.'@en }}",
        "INSERT DATA { st:freedonia skos:altLabel 'Land of the free'@en }",
        f"DELETE WHERE {{ {DOUBTS} ?p ?o }}",
        "DELETE WHERE { clm:mention-corrected ?p ?o }",
        f"DELETE {{ {DOUBTS} cg:strength ?x }} INSERT {{ {DOUBTS} cg:strength 0.5 }} WHERE {{}}",
        "CLEAR ALL",
    ],
)
def test_a_write_that_leaves_sound_claims_passes(store: Store, update: str) -> None:
    before = store.snapshot
    write(store, update)
    assert store.snapshot != before


def test_quads_are_judged_like_updates(store: Store) -> None:
    position = ox.NamedNode("https://w3id.org/conflict-graph/id/claim/freedonia-doubts-plan")
    stated = [quad for quad in store.quads() if quad.subject == position and quad.predicate.value.endswith("statedOn")]
    for change in (Change(remove=stated), Change(clear=["default"], add=[q for q in store.quads() if q not in stated])):
        with pytest.raises(InvalidData):
            commit(store, change)
    commit(store, Change(clear=["default"], add=list(store.quads())))


def test_without_the_check_everything_passes(store: Store) -> None:
    store.change(Change(updates=["INSERT DATA { <urn:c> a cg:Position }"]))
    assert store.ask("ASK { <urn:c> a cg:Position }")


def test_an_endpoint_that_cannot_hold_a_change_back_refuses_a_checked_one() -> None:
    with RemoteStore("http://127.0.0.1:9/query", "http://127.0.0.1:9/update") as remote, pytest.raises(ReadOnly):
        commit(remote, Change(updates=["INSERT DATA { <urn:a> <urn:b> 1 }"]))


def test_syntax_errors_of_several_steps_name_their_place(store: Store) -> None:
    wrong = Change(updates=["INSERT DATA { per:a a cg:Person } ;\nINSERT DATA { per:a a , }"])
    with pytest.raises(QuerySyntaxError) as refused:
        commit(store, wrong)
    assert (refused.value.extra["line"], refused.value.extra["column"]) == (2, 23)


@pytest.mark.alone
def test_a_small_write_to_a_large_store_takes_moments(tmp_path: Path) -> None:
    document = read_rdf(VALID).quads
    claims = [quad for quad in document if quad.subject.value.endswith("mention-corrected")]  # type: ignore[union-attr]
    claims = [quad for quad in claims if not quad.predicate.value.endswith("wasRevisionOf")]
    many = [
        ox.Quad(ox.NamedNode(f"{quad.subject.value}-{n}"), quad.predicate, quad.object)  # type: ignore[union-attr]
        for n in range(10_000)
        for quad in claims
    ]
    with DirectoryStore(tmp_path / "store", create=True) as store:
        store.change(Change(add=[*document, *many]))
        write(store, "INSERT DATA { <urn:a> <urn:b> 1 }")
        times = []
        for update in (
            "INSERT DATA { clm:mention-corrected-7 skos:note 'x'@en }",
            "DELETE WHERE { clm:mention-corrected-8 ?p ?o }",
            "INSERT DATA { st:freedonia skos:altLabel 'F'@en }",
        ):
            started = time.monotonic()
            write(store, update)
            times.append(time.monotonic() - started)
        with pytest.raises(InvalidData) as refused:
            write(store, "DELETE WHERE { clm:mention-corrected-9 cg:mentions ?x }")
        count = store.count()
    print(f"measured: gated writes to {count} statements: {', '.join(f'{one:.3f}' for one in times)} s")
    assert refused.value.extra["report"]["statements"] < 50
    assert max(times) < 5


# What an update touches is asked in the form of a query; the comparison of the two states is the measure of it.

TERMS = ["<urn:a>", "<urn:b>", "<urn:c>", "1", "'x'@en"]
SUBJECTS = TERMS[:3]


@st.composite
def patterns(draw: st.DrawFn, variables: str = "?s ?p ?o") -> str:
    s = draw(st.sampled_from([*SUBJECTS, *variables.split()[:1]]))
    p = draw(st.sampled_from([*SUBJECTS, *variables.split()[1:2]]))
    o = draw(st.sampled_from([*TERMS, *variables.split()[2:]]))
    triple = f"{s} {p} {o}"
    graph = draw(st.sampled_from(["", "<urn:g>", "<urn:h>"]))
    dot = draw(st.sampled_from(["", " .", " . # comment }\n"]))
    return f"GRAPH {graph} {{ {triple}{dot} }}" if graph else f"{triple} ."


@st.composite
def updates(draw: st.DrawFn) -> str:
    data = " ".join(draw(st.lists(patterns(variables=""), min_size=1, max_size=3)))
    template = " ".join(draw(st.lists(patterns(), min_size=1, max_size=3)))
    where = draw(patterns())
    with_ = draw(st.sampled_from(["", "WITH <urn:g> "]))
    using = draw(st.sampled_from(["", "", "USING <urn:h> ", "USING <urn:g> USING NAMED <urn:h> "]))
    return draw(
        st.sampled_from(
            [
                f"INSERT DATA {{ {data} }}",
                f"DELETE DATA {{ {data} }}",
                f"DELETE WHERE {{ {template} }}",
                f"{with_}DELETE {{ {template} }} {using}WHERE {{ {where} }}",
                f"{with_}INSERT {{ {template} }} {using}WHERE {{ {where} }}",
                f"{with_}DELETE {{ {where} }} INSERT {{ {template} }} {using}WHERE {{ {where} }}",
                "MOVE <urn:g> TO <urn:h>",
                "CLEAR SILENT GRAPH <urn:g>",
                f"BASE <urn:x> INSERT DATA {{ {data} }}",
            ]
        )
    )


def is_all_touched(before: set[ox.Quad], text: str) -> None:
    """Carry out an update whole and step by step, and hold what was touched against what has changed."""
    whole, stepwise = ox.Store(), ox.Store()
    for made in (whole, stepwise):
        made.extend(before)
    try:
        whole.update(text)
    except (SyntaxError, RuntimeError):  # MOVE of a graph that is not there, say
        with pytest.raises(InvalidRequest):
            apply_updates(stepwise, [text])
        return
    touched = apply_updates(stepwise, [text])
    assert set(stepwise) == set(whole)
    assert {quad.subject.value for quad in before ^ set(whole)} <= touched  # type: ignore[union-attr]


DATA = """\
<urn:a> <urn:p> "1" .
<urn:b> <urn:p> <urn:a> <urn:g> .
<urn:c> <urn:p> <urn:b> <urn:h> .
<urn:d> <urn:p> "1" <urn:g> .
"""
FORMS = [
    "WITH <urn:g> DELETE { ?s <urn:p> ?o } WHERE { ?s <urn:p> ?o }",
    "WITH <urn:g> DELETE { ?s <urn:p> ?o } INSERT { ?o <urn:q> ?x } WHERE { ?s <urn:p> ?o GRAPH <urn:h> { ?x ?q ?s } }",
    "DELETE { ?s <urn:p> ?o } USING <urn:g> WHERE { ?s <urn:p> ?o } ; INSERT DATA { <urn:z> <urn:p> 1 }",
    "INSERT { ?s <urn:q> ?o } USING <urn:g> USING NAMED <urn:h> WHERE { ?s <urn:p> ?o GRAPH ?g { ?x ?y ?s } }",
    "WITH <urn:h> INSERT { GRAPH <urn:i> { ?s <urn:q> 1 . } ?o ?o 2 . # }\n } USING <urn:g> WHERE { ?s <urn:p> ?o }",
    "DELETE WHERE { GRAPH ?g { ?s <urn:p> ?o } . GRAPH <urn:h> { ?x <urn:p> ?s } }",
    "PREFIX x: <urn:> INSERT { ?s x:q 'a ; b } . GRAPH' } WHERE { GRAPH x:g { ?s x:p ?o FILTER(?o != 'x;') } }",
    "INSERT DATA { <urn:e> <urn:p> 1 } ; DELETE { ?s <urn:p> '1' } WHERE { ?s <urn:p> '1' } ; COPY <urn:g> TO <urn:i>",
    "BASE <urn:x/> DELETE { ?s <urn:p> ?o } WHERE { GRAPH <urn:g> { ?s <urn:p> ?o } }",
]


@pytest.mark.parametrize("text", FORMS)
def test_each_form_of_update_tells_what_it_touches(text: str) -> None:
    is_all_touched(set(ox.parse(DATA, format=ox.RdfFormat.N_QUADS)), text)


@settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(updates(), min_size=1, max_size=3), st.randoms(use_true_random=False))
def test_all_that_an_update_changes_is_among_what_it_touches(steps: list[str], chance: random.Random) -> None:
    terms = [ox.NamedNode(name[1:-1]) for name in SUBJECTS]
    graphs = [ox.DefaultGraph(), ox.NamedNode("urn:g"), ox.NamedNode("urn:h")]
    before = {ox.Quad(*(chance.choice(terms) for _ in range(3)), chance.choice(graphs)) for _ in range(12)}
    is_all_touched(before, " ; ".join(steps))


def test_a_check_sees_both_states_and_what_was_touched(store: Store) -> None:
    seen: list[Staged] = []
    store.change(
        Change(updates=["INSERT DATA { <urn:a> <urn:b> 1 } ; INSERT DATA { <urn:c> <urn:b> 1 }"]), check=seen.append
    )
    assert seen[0].subjects == {"urn:a", "urn:c"}
    assert len(seen[0].after) == len(seen[0].before) + 2


def test_the_time_of_an_update_is_bounded_in_a_directory(tmp_path: Path) -> None:
    numbers = " ".join(map(str, range(200)))
    product = " ".join(f"{{ SELECT (?x AS ?x{n}) {{ VALUES ?x {{ {numbers} }} }} }}" for n in range(5))
    endless = f"INSERT {{ <urn:a> <urn:b> ?n }} WHERE {{ SELECT (COUNT(*) AS ?n) {{ {product} }} }}"
    with DirectoryStore(tmp_path / "store", Settings(update_seconds=1), create=True) as store:
        before = store.snapshot
        for rules in (None, gate):
            with pytest.raises(UpdateTimeout):
                commit(store, Change(updates=["INSERT DATA { <urn:a> <urn:b> 1 }", endless]), rules=rules)
        assert store.snapshot == before
        store.change(Change(updates=["INSERT DATA { <urn:a> <urn:b> 1 }"]))
        assert store.count() == 1
