from urllib.parse import parse_qs, urlsplit

from app import concepts
from app.course.showcase import crash_endings
from app.kernel.runs import play


def test_the_table_is_the_one_of_the_literature():
    found = crash_endings(concepts.catalogue())
    assert found is not None
    assert found.columns == ("MPC", "MC(P)", "C(MP)", "PMC", "PC(M)", "C(PM)")
    assert [(title, [cell.text for results in cells for cell in results]) for title, cells in found.rows] == [
        ("always", ["DUP", "OK", "OK", "DUP", "DUP", "OK"]),
        ("never", ["OK", "ZERO", "ZERO", "OK", "OK", "ZERO"]),
        ("when acknowledged", ["DUP", "OK", "ZERO", "DUP", "OK", "ZERO"]),
        ("when not acknowledged", ["OK", "ZERO", "OK", "OK", "DUP", "OK"]),
    ]
    assert found.verdict == "No row is OK everywhere."


def test_every_cell_leads_to_a_run_that_ends_as_it_says():
    found = crash_endings(concepts.catalogue())
    assert found is not None
    for _, cells in found.rows:
        for ordering, (cell,) in zip(found.columns, cells, strict=True):
            parts = urlsplit(cell.href)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            choices = tuple(map(int, query.pop("choices").split(",")))
            assert (parts.path, query.pop("revision")) == ("/play/server-crash", "1")
            assert play(concepts.find("server-crash").model(query), choices).outcome == {"ordering": ordering, "result": cell.text}


def test_a_course_without_the_concept_has_no_table():
    assert crash_endings({}) is None
