def test_an_unknown_directive_is_named_with_those_that_exist(mistakes, head):
    assert mistakes(f"{head}\n:::{{simm}} server-crash\n:::\n") == [
        (10, "Unknown directive “{simm}”. Did you mean “sim”? Allowed: sim, claim, compare, predict, quiz, challenge.")
    ]


def test_colons_without_a_name_are_a_mistake(mistakes, head):
    assert mistakes(f"{head}\n:::note\nText\n:::\n") == [
        (10, "“:::note” opens a directive, but “{name}” must follow the colons, such as “:::{sim} CONCEPT”.")
    ]


def test_a_directive_that_is_never_closed_is_a_mistake(mistakes, head):
    assert mistakes(f"{head}\n:::{{sim}} server-crash\n:alt: A client.") == [(10, "The directive is not closed: a line “:::” is missing.")]


def test_an_option_without_a_value_and_one_that_stands_twice_are_mistakes(mistakes, head):
    assert mistakes(f"{head}\n:::{{sim}} server-crash\n:alt:\n:client: never\n:client: always\n:::\n") == [
        (11, "The option “alt” has no value."),
        (13, "The option “client” stands here a second time; the first is in line 12."),
    ]


def test_a_label_is_taken_once_in_a_lesson_and_is_made_of_plain_words(mistakes, head, sim):
    assert mistakes(f"{head}{sim}{sim}{sim.replace('first', 'No good')}") == [
        (16, "The label “first” is taken by the directive in line 10 already."),
        (21, "The label “No good” must be lower-case words joined by hyphens, such as “crash-after-print”."),
    ]


def test_a_directive_within_a_list_keeps_its_line_numbers(mistakes, head):
    found = mistakes(f"{head}\n- Point\n\n  :::{{sim}} server-crash\n  :alt: A client.\n  :clent: never\n  :::\n")
    assert [(line, message.split(".")[0]) for line, message in found] == [(14, "Unknown option “clent” of {sim}")]


def test_every_mistake_of_a_file_is_reported_at_once(mistakes, head):
    source = (
        head.replace("minutes: 10", "minutes: ten") + "\n# Title\n\n:::{sim} nothing\n:::\n\n:::{claim} x\n:::\n\n![](https://evil.example/a.png)\n"
    )
    assert [line for line, _ in mistakes(source)] == [6, 10, 12, 12, 15, 15, 18, 18]
