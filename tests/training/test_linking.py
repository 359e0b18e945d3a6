"""Gold references -> questions and answers."""

from equipoise.training.linking import asked, thinned

TEXT = "Kenya told Uganda that it would pay. The weather was fine and it rained later."


def row(**more):
    at = TEXT.index("it would")
    mentions = [("KEN", 0, 5, False), ("UGA", 11, 17, False), ("KEN", at, at + 2, True)]
    keys = ("code", "start", "end", "reference")
    return {
        "id": "x",
        "text": TEXT,
        "split": "train",
        "mentions": [dict(zip(keys, m)) for m in mentions],
        **more,
    }


def test_every_candidate_of_every_expression_is_a_question():
    found = {(a.question.start, a.question.code): a.fits for a in asked([row()])}
    first = TEXT.index("it would")
    assert found[first, "KEN"] is True and found[first, "UGA"] is False
    assert [fits for (start, _), fits in found.items() if start != first] in ([], [False, False])


def test_names_are_no_expressions_and_the_split_is_kept():
    rows = list(asked([row(split="dev")]))
    assert {a.split for a in rows} == {"dev"}
    assert all(a.question.text[a.question.start : a.question.end] == "it" for a in rows)


def test_a_date_decides_who_was_in_office():
    text = "Emmanuel Macron said that he would wait."
    rows = list(asked([{"id": "m", "text": text, "split": "train", "date": "2024-05-01", "mentions": []}]))
    assert {a.question.code for a in rows} <= {"FRA"}


def test_thinning_keeps_what_is_right_and_one_or_two_wrong_candidates():
    text = "Kenya, Uganda, Rwanda and Burundi told Zambia that it would pay."
    at = text.index("it would")
    gold = {"code": "ZMB", "start": at, "end": at + 2, "reference": True}
    rows = list(asked([{"id": "x", "text": text, "split": "train", "mentions": [gold]}]))
    kept = thinned(rows)
    assert [r.question.code for r in kept if r.fits] == ["ZMB"] and len(rows) == 5 and len(kept) == 3
    assert len(thinned([r for r in rows if not r.fits])) == 1
    assert thinned(rows, seed=3) == thinned(rows, seed=3)
