"""What every term and concept must have: one SPARQL query for each rule, and one update that breaks it.

A query selects offenders as ?offender; on sound files it has no row. The update is applied to a copy of the files to
show that the rule notices.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from conflict_graph.namespaces import PREFIXES

VANN: Final = "http://purl.org/vocab/vann/"
PROLOGUE: Final = "".join(
    f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in {**PREFIXES, "vann": VANN}.items()
)

# A declared term of ours: ?term.
TERM: Final = """
  ?term a ?kind .
  FILTER(?kind IN (owl:Class, owl:ObjectProperty, owl:DatatypeProperty, owl:AnnotationProperty, rdfs:Datatype))
  FILTER(STRSTARTS(STR(?term), STR(cg:)))
"""


@dataclass(frozen=True, slots=True)
class Check:
    """A rule in words, the query that finds offenders, and an update that plants one."""

    rule: str
    where: str
    spoiler: str

    @property
    def query(self) -> str:
        """The complete query."""
        return f"{PROLOGUE}SELECT DISTINCT ?offender WHERE {{ {self.where} }}"

    @property
    def update(self) -> str:
        """The complete update."""
        return PROLOGUE + self.spoiler


def _exactly_one(rule: str, pattern: str, prop: str, spoiler: str) -> Check:
    where = f"""
      {{ SELECT ?offender (COUNT(?text) AS ?count) WHERE {{
          {pattern} BIND(?term AS ?offender)
          OPTIONAL {{ ?term {prop} ?text FILTER(LANG(?text) = "en") }}
        }} GROUP BY ?offender }}
      FILTER(?count != 1)"""
    return Check(rule, where, spoiler)


TERMS: Final = (
    _exactly_one(
        "every term has exactly one English label",
        "{ SELECT DISTINCT ?term WHERE {" + TERM + "} }",
        "rdfs:label",
        "DELETE WHERE { cg:holder rdfs:label ?label }",
    ),
    _exactly_one(
        "every term has exactly one English definition",
        "{ SELECT DISTINCT ?term WHERE {" + TERM + "} }",
        "skos:definition",
        'INSERT DATA { cg:Place skos:definition "Anywhere at all."@en }',
    ),
    Check(
        "every term says where it is defined",
        TERM + "BIND(?term AS ?offender) FILTER NOT EXISTS { ?term rdfs:isDefinedBy <" + PREFIXES["cg"][:-1] + "> }",
        "DELETE WHERE { cg:Post rdfs:isDefinedBy ?ontology }",
    ),
    Check(
        "every class has an example in Turtle",
        TERM
        + """BIND(?term AS ?offender) ?term a owl:Class
             FILTER NOT EXISTS { ?term skos:example ?text FILTER(LANG(?text) = "") }""",
        "DELETE WHERE { cg:Mention skos:example ?text }",
    ),
    Check(
        "every property has a domain and a range, or a scope note",
        TERM
        + """BIND(?term AS ?offender) FILTER(?kind NOT IN (owl:Class, rdfs:Datatype))
             FILTER NOT EXISTS { ?term rdfs:domain ?domain ; rdfs:range ?range }
             FILTER NOT EXISTS { ?term skos:scopeNote ?note }""",
        "DELETE WHERE { cg:participant rdfs:range ?range }",
    ),
    Check(
        "every property with coded values names the scheme",
        """?offender rdfs:range skos:Concept
           FILTER NOT EXISTS { ?offender cg:valueScheme ?scheme . ?scheme a skos:ConceptScheme }""",
        "DELETE WHERE { cg:stance cg:valueScheme ?scheme }",
    ),
    Check(
        "no two terms of one kind share a label",
        """?offender a ?kind ; rdfs:label ?label . ?other a ?kind ; rdfs:label ?label
           FILTER(STRSTARTS(STR(?offender), STR(cg:)) && STRSTARTS(STR(?other), STR(cg:)) && ?offender != ?other)""",
        'INSERT DATA { cg:Forum a owl:Class ; rdfs:label "coalition"@en }',
    ),
    Check(
        "each kind of claim names one property that leads to its subject, and at most one that leads to its object",
        """?offender rdfs:subClassOf cg:Claim
           FILTER(!EXISTS { ?offender cg:subjectProperty ?one }
             || EXISTS { ?offender cg:subjectProperty ?one, ?two FILTER(?one != ?two) }
             || EXISTS { ?offender cg:objectProperty ?one, ?two FILTER(?one != ?two) })""",
        "INSERT DATA { cg:Mention cg:subjectProperty cg:subject }",
    ),
    Check(
        "the properties of a kind of claim are below claim subject or claim object",
        """?class cg:subjectProperty|cg:objectProperty|cg:fallbackObjectProperty ?offender
           FILTER NOT EXISTS { ?offender rdfs:subPropertyOf ?end FILTER(?end IN (cg:claimSubject, cg:claimObject)) }""",
        "DELETE WHERE { cg:undertaker rdfs:subPropertyOf ?end }",
    ),
    Check(
        "external terms carry a label and the vocabulary that defines them",
        """?offender a ?kind
           FILTER(?kind IN (owl:Class, owl:ObjectProperty, owl:DatatypeProperty, owl:AnnotationProperty))
           FILTER(!STRSTARTS(STR(?offender), STR(cg:)))
           FILTER(!EXISTS { ?offender rdfs:label ?label } || !EXISTS { ?offender rdfs:isDefinedBy ?vocabulary })""",
        "DELETE WHERE { oa:exact rdfs:isDefinedBy ?vocabulary }",
    ),
)

CONCEPTS: Final = (
    _exactly_one(
        "every concept and scheme has exactly one English label",
        "?term a ?kind FILTER(?kind IN (skos:Concept, skos:ConceptScheme))",
        "skos:prefLabel",
        "DELETE WHERE { v:role-host skos:prefLabel ?label }",
    ),
    _exactly_one(
        "every concept and scheme has exactly one English definition",
        "?term a ?kind FILTER(?kind IN (skos:Concept, skos:ConceptScheme))",
        "skos:definition",
        "DELETE WHERE { v:layer skos:definition ?text }",
    ),
    Check(
        "every concept is in exactly one scheme",
        """?offender a skos:Concept
           FILTER(!EXISTS { ?offender skos:inScheme ?one . ?one a skos:ConceptScheme }
             || EXISTS { ?offender skos:inScheme ?one, ?two FILTER(?one != ?two) })""",
        "INSERT DATA { v:method-rule skos:inScheme v:layer }",
    ),
    Check(
        "every concept is on top of its scheme, or below a concept of it",
        """?offender a skos:Concept ; skos:inScheme ?scheme
           FILTER NOT EXISTS { ?offender skos:topConceptOf ?scheme }
           FILTER NOT EXISTS { ?offender skos:broader/skos:inScheme ?scheme }""",
        "DELETE WHERE { v:event-summit skos:broader ?broader }",
    ),
    Check(
        "every concept has one plain notation, its code, with which its name ends",
        """{ SELECT ?offender (COUNT(?code) AS ?count) (SAMPLE(?code) AS ?any) WHERE {
               ?offender a skos:Concept
               OPTIONAL { ?offender skos:notation ?code FILTER(DATATYPE(?code) = xsd:string) }
             } GROUP BY ?offender }
           FILTER(?count != 1 || !STRENDS(STR(?offender), CONCAT("-", LCASE(?any))))""",
        'INSERT DATA { v:stance-oppose skos:notation "against" }',
    ),
    Check(
        "no notation stands for two concepts of a scheme",
        """?offender skos:notation ?code ; skos:inScheme ?scheme . ?other skos:notation ?code ; skos:inScheme ?scheme
           FILTER(?offender != ?other)""",
        'INSERT DATA { v:event-talks skos:notation "045"^^cg:CameoCode }',
    ),
    Check(
        "every scheme says where it is defined and has concepts",
        """?offender a skos:ConceptScheme
           FILTER(!EXISTS { ?offender rdfs:isDefinedBy ?ontology } || !EXISTS { ?concept skos:inScheme ?offender })""",
        "INSERT DATA { v:mood a skos:ConceptScheme ; rdfs:isDefinedBy cg: }",
    ),
    Check(
        "every stance but unclear has a score from -1 to 1",
        """?offender skos:inScheme v:stance FILTER(?offender != v:stance-unclear)
           FILTER NOT EXISTS { ?offender cg:score ?score FILTER(?score >= -1 && ?score <= 1) }""",
        "DELETE WHERE { v:stance-neutral cg:score ?score }",
    ),
)

TEXTS: Final = (
    Check(
        "no two definitions are equal",
        "?offender skos:definition ?text . ?other skos:definition ?text FILTER(?offender != ?other)",
        "DELETE { cg:Place skos:definition ?old } INSERT { cg:Place skos:definition ?text } "
        "WHERE { cg:Place skos:definition ?old . cg:Event skos:definition ?text }",
    ),
    Check(
        "no text has blanks at its ends or doubled inside",
        """?offender ?property ?text
           FILTER(?property IN (rdfs:label, skos:prefLabel, skos:definition, skos:scopeNote, skos:example))
           FILTER(REGEX(?text, "^\\\\s|\\\\s$|\\\\s\\\\s"))""",
        'INSERT DATA { cg:Place skos:scopeNote "Not an actor. "@en }',
    ),
    Check(
        "definitions and scope notes are sentences",
        """?offender ?property ?text FILTER(?property IN (skos:definition, skos:scopeNote))
           FILTER(!REGEX(?text, "^[A-Z].*[.]$") || LANG(?text) != "en")""",
        'INSERT DATA { cg:Place skos:scopeNote "not an actor"@en }',
    ),
    Check(
        "the header names title, description, licence, creator, version and prefix",
        """VALUES ?offender { dcterms:title dcterms:description dcterms:license dcterms:creator owl:versionIRI
             owl:versionInfo vann:preferredNamespacePrefix vann:preferredNamespaceUri }
           FILTER NOT EXISTS { ?ontology a owl:Ontology ; ?offender ?value }""",
        "DELETE WHERE { ?ontology dcterms:license ?licence }",
    ),
    Check(
        "nothing is a blank node",
        "{ ?offender ?p ?o FILTER(ISBLANK(?offender)) } UNION { ?s ?p ?offender FILTER(ISBLANK(?offender)) }",
        'INSERT DATA { cg:Place rdfs:seeAlso [ rdfs:label "elsewhere" ] }',
    ),
    Check(
        "nothing is imported",
        "?offender owl:imports ?other",
        "INSERT DATA { cg: owl:imports <http://www.w3.org/ns/org> }",
    ),
)

CHECKS: Final = TERMS + CONCEPTS + TEXTS
