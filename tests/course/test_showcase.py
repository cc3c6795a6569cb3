from urllib.parse import parse_qs, urlsplit

import msgspec

from app import concepts
from app.course.showcase import Endings, opening
from app.kernel.runs import play
from app.kernel.show.concept import Showcase


def endings() -> Endings:
    found = opening(concepts.catalogue())
    assert found is not None
    assert found.endings is not None
    return found.endings


def test_the_table_is_the_one_of_the_literature():
    found = endings()
    assert found.columns == ("MPC", "MC(P)", "C(MP)", "PMC", "PC(M)", "C(PM)")
    assert [(title, [cell.text for results in cells for cell in results]) for title, cells in found.rows] == [
        ("always", ["DUP", "OK", "OK", "DUP", "DUP", "OK"]),
        ("never", ["OK", "ZERO", "ZERO", "OK", "OK", "ZERO"]),
        ("when acknowledged", ["DUP", "OK", "ZERO", "DUP", "OK", "ZERO"]),
        ("when not acknowledged", ["OK", "ZERO", "OK", "OK", "DUP", "OK"]),
    ]
    assert found.verdict == "No row is OK everywhere."


def test_every_cell_leads_to_a_run_that_ends_as_it_says():
    found = endings()
    for _, cells in found.rows:
        for ordering, (cell,) in zip(found.columns, cells, strict=True):
            parts = urlsplit(cell.href)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            choices = tuple(map(int, query.pop("choices").split(",")))
            assert (parts.path, query.pop("revision")) == ("/play/server-crash", "1")
            assert play(concepts.find("server-crash").model(query), choices).outcome == {"ordering": ordering, "result": cell.text}


def test_exactly_one_concept_opens_the_course():
    declared = [concept for concept in concepts.catalogue().values() if concept.showcase]
    assert [concept.slug for concept in declared] == ["server-crash"]
    assert declared[0].scenario(declared[0].showcase.scenario)


def test_a_cell_is_named_by_its_row_and_its_column():
    (_, (first, *_)), *_ = endings().rows
    assert first[0].name == "DUP, ordering MPC, asks again: always"


def test_any_concept_can_open_a_course_with_a_table_or_without():
    bare = msgspec.structs.replace(concepts.find("hamming"), showcase=Showcase("one-flip", "A bit flips and is put right."))
    found = opening({bare.slug: bare})
    assert found is not None
    assert found.endings is None
    assert 'concept="hamming"' in found.player()
    assert "A bit flips and is put right." in found.player()


def test_a_course_whose_concepts_declare_none_opens_without():
    assert opening({"hamming": concepts.find("hamming")}) is None
    assert opening({}) is None
