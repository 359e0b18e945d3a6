import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import Story, Table, decide

from equipoise.strategies import balance_score

RIVALS = [("A", "B")]
STANCE = st.floats(-1, 1)


def verdict(story, **kwargs):
    """What is decided about X between A and B, or None."""
    _, _, decided = decide(story, RIVALS, **kwargs)
    return next((s for s in decided if s.actor == "X"), None)


def told(signs_a, signs_b, **kwargs):
    story = Story(**kwargs)
    for to, signs in (("A", signs_a), ("B", signs_b)):
        for sign in signs:
            story.tell(f"X>{to}{sign}")
    return story


@pytest.mark.parametrize(
    ("a", "b", "score"),
    [
        (1, 1, 1.0),
        (0.5, 0.5, 0.75),
        (0, 0, 0.5),
        (1, 0, 0.354),
        (0.5, -0.5, 0.217),
        (1, -1, 0.0),
        (-1, -1, 0.0),
    ],
)
def test_reference_values_of_the_score(a, b, score):
    assert balance_score(a, b) == pytest.approx(score, abs=5e-4)


@given(STANCE, STANCE)
def test_the_score_is_symmetric_and_within_bounds(a, b):
    assert balance_score(a, b) == balance_score(b, a)
    assert 0 <= balance_score(a, b) <= 1


@given(STANCE, STANCE)
def test_the_score_is_highest_where_both_are_equal(a, b):
    middle = (a + b) / 2
    assert balance_score(middle, middle) >= balance_score(a, b) - 1e-12


def test_ties_with_both_are_dual_engagement():
    found = verdict(told("+++", "+++"))
    assert (found.strategy, found.decision) == ("dual_engagement", "report")
    assert found.balance_low < found.balance < found.balance_high
    assert len(found.evidence) == 6 and found.contrary == ()
    assert found.details["signs"] == {"A": "+", "B": "+"}


def test_plus_and_minus_on_one_dyad_is_hedging():
    found = verdict(told("++--", "++"))
    assert (found.strategy, found.decision) == ("hedging", "report")


def test_with_one_against_the_other_is_alignment():
    found = verdict(told("+++", "---"))
    assert found.strategy in ("alignment_lean", "soft_balancing", "hard_balancing")
    assert found.decision == "report" and found.balance is None
    assert found.details["toward"] == "A"


def test_changing_sides_is_a_shift_and_not_hedging():
    story = Story(date=datetime.date(2020, 1, 1))
    for year, signs in ((2010, "+-"), (2011, "+-"), (2018, "-+"), (2019, "-+")):
        story.tell(f"X>A{signs[0]}", f"X>B{signs[1]}", text=f"In {year} X dealt with A and B.")
    found = verdict(story)
    assert (found.strategy, found.details["toward"]) == ("alignment_shift", "B")


def test_order_alone_is_no_shift():
    story = Story(date=datetime.date(2020, 1, 1))
    for signs in ("+-", "+-", "-+", "-+"):
        story.tell(f"X>A{signs[0]}", f"X>B{signs[1]}")
    assert verdict(story).strategy == "hedging"


def test_one_statement_a_dyad_is_not_enough():
    found = verdict(told("+", "+++"))
    assert found.decision == "abstain" and found.balance is None
    assert "too little evidence of X toward A" in found.reason


def test_silence_is_not_neutrality():
    assert verdict(told("000", "000")) is None


def test_no_rivalry_no_finding():
    _, rivalries, decided = decide(told("+++", "+++"))
    assert rivalries == [] and decided == []


def test_close_partners_are_no_balancers():
    story = told("+++", "+++").tell("A>B+", "B>A+").tell("A>B+", "B>A+")
    assert decide(story)[2] == []


def test_a_bloc_is_not_between_its_member_and_a_rival():
    table = Table({"X": ("A",)})
    assert verdict(told("+++", "+++"), table=table) is None


def test_every_abstention_names_its_test():
    for story in (told("+", "+++"), told("+-", "+"), told("++", "+00000000")):
        found = verdict(story)
        if found is not None and found.decision == "abstain":
            assert found.reason and found.balance is None


SIGNS = st.text("+0-", min_size=0, max_size=7)


@settings(max_examples=60, deadline=None)
@given(SIGNS, SIGNS)
def test_symmetric_in_a_and_b(a, b):
    one, other = verdict(told(a, b)), verdict(told(b, a))
    assert (one is None) == (other is None)
    if one is not None:
        assert (one.strategy, one.decision) == (other.strategy, other.decision)
        assert one.details["signs"]["A"] == other.details["signs"]["B"]
        if one.balance is not None:
            assert one.balance == pytest.approx(other.balance, abs=0.03)


@settings(max_examples=30, deadline=None)
@given(SIGNS, SIGNS)
def test_the_order_of_the_rivals_codes_does_not_matter(a, b):
    """Renaming A to Z turns the pair round; the decision stays and so, to the draw, does the score."""
    plain, renamed = told(a, b), Story()
    for to, signs in (("Z", a), ("B", b)):
        for sign in signs:
            renamed.tell(f"X>{to}{sign}")
    one = verdict(plain)
    other = next((s for s in decide(renamed, [("Z", "B")])[2] if s.actor == "X"), None)
    assert (one is None) == (other is None)
    if one is not None:
        assert (one.strategy, one.decision) == (other.strategy, other.decision)


@settings(max_examples=40, deadline=None)
@given(SIGNS)
def test_no_evidence_on_one_side_never_yields_a_finding(a):
    found = verdict(told(a, ""))
    assert found is None or found.decision == "abstain"


@settings(max_examples=40, deadline=None)
@given(SIGNS, SIGNS, st.integers(1, 8))
def test_neutral_statements_about_others_change_nothing(a, b, extra):
    plain, longer = told(a, b), told(a, b)
    for _ in range(extra):
        longer.tell("C>D0", "D>C0")
    one, other = verdict(plain), verdict(longer)
    assert (one is None) == (other is None)
    if one is not None:
        assert (one.strategy, one.decision, one.balance, one.reason) == (
            other.strategy,
            other.decision,
            other.balance,
            other.reason,
        )


def test_the_same_seed_gives_the_same_score():
    scores = {verdict(told("++0", "+++"), seed=seed).balance for seed in (0, 0, 1)}
    assert len(scores) == 2


@settings(max_examples=20, deadline=None)
@given(st.integers(2, 6))
def test_more_of_the_same_evidence_narrows_the_score(n):
    few, many = verdict(told("+" * n, "+" * n)), verdict(told("+" * 3 * n, "+" * 3 * n))
    assert many.balance_high - many.balance_low < few.balance_high - few.balance_low


# --- cues, the author's label, overlays, drift


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hedging, which is what they call it, needs both.", "hedging"),
        ("The kingdom has made itself the mediator of the north.", "mediation"),
        ("Its multi-vector diplomacy has survived three presidents.", "dual_engagement"),
        ("It is neither friendship nor neutrality but insurance.", "hedging"),
        ("The republic remains non-aligned.", "non_commitment"),
        ("Delhi wants it both ways.", "dual_engagement"),
        ("Jakarta has balanced its economic ties with one and the other.", "dual_engagement"),
        ("Kenya has avoided taking sides.", "non_commitment"),
        ("It should not sit on the fence.", ""),
        ("The gymnast balanced on both feet.", ""),
        ("Delhi should hedge.", ""),
        ("Nobody there would call it hedging, and it is not hedging.", ""),
        ("The hedge fund bought a pivot table.", ""),
        ("The referee kept a neutral tone at the trade balance talks.", ""),
        ("The balance of power in the lagoon is as it was.", ""),
    ],
)
def test_words_that_name_a_strategy(text, expected):
    from equipoise.strategies.author import named

    assert next(iter(named(text)), "") == expected


def test_a_phrase_is_about_the_actor_right_before_it():
    from equipoise.strategies.author import author_labels
    from equipoise.types import Mention, Statement

    def about(text):
        names = [Mention(w, text.index(w), text.index(w) + 1, w, "name", "") for w in "XABC" if w in text]
        labels = author_labels([Statement(0, 0, len(text), text, 0)], {0: names})
        return {code for code, found in labels.items() if "non_commitment" in [s for s, _, _ in found]}

    assert about("A was in the pact, X was neutral, and B armed.") == {"X"}
    assert about("C and X were neutral between A and B.") == {"C", "X"}
    assert about("Between A and B the neutrality of X has lasted.") == {"A", "B", "X"}

    text = "A fell, and both were neutral."
    both = [Mention(code, 12, 16, "both", "reference", "", True) for code in "XC"]
    labels = author_labels(
        [Statement(0, 0, len(text), text, 0)], {0: [Mention("A", 0, 1, "A", "name", ""), *both]}
    )
    assert set(labels) == {"C", "X"}, "two that share one span"


def test_what_an_actor_once_refused_is_no_refusal_of_today():
    def story(voice):
        made = Story().tell("A>B-", "B>A-").tell("A>B-", "B>A-")
        made.tell("X>A0", "X>B0", text="X was neutral between A and B.", voice=voice)
        return made.tell("X>A0", "X>B0").tell("X>A0", "X>B0")

    found = verdict(story("plain"))
    assert (found.strategy, found.decision) == ("non_commitment", "report")
    assert found.evidence, "the words of the refusal are quoted, though they carry no stance"
    assert verdict(story("past")) is None


def test_the_authors_label_stands_beside_ours_and_a_difference_is_flagged():
    story = told("+++", "+++").tell("X>A0", text="X and A: that is bandwagoning, and no mistake.")
    found = verdict(story)
    assert (found.strategy, found.author_label, found.disagrees) == ("dual_engagement", "bandwagoning", True)
    same = verdict(told("+++", "+++").tell("X>A0", text="X and A know this dual engagement well."))
    assert (same.author_label, same.disagrees) == ("dual_engagement", False)


def test_a_concrete_act_is_mediation_and_an_offer_is_claimed():
    acted = told("++", "++").tell("X>A0", "X>B0", text="X brokered a truce between A and B.")
    offered = told("++", "++").tell("X>A0", "X>B0", text="X offered A and B its mediation, if asked.")
    assert "mediation" in verdict(acted).overlays
    assert "mediation" not in verdict(offered).overlays
    assert verdict(offered).details["claimed"] == ["mediation"]


def test_who_is_against_one_of_them_is_no_mediator():
    story = told("++++", "----").tell("X>A0", "X>B0", text="X mediated between A and B.")
    assert "mediation" not in verdict(story).overlays


def test_a_refusal_covers_both():
    story = Story().tell("A>B-", "B>A-").tell("A>B-", "B>A-")
    story.tell("X>A0", "X>B0", text="X remains neutral between A and B.").tell("X>A0", "X>B0").tell(
        "X>A0", "X>B0"
    )
    found = verdict(story)
    assert (found.strategy, found.decision) == ("non_commitment", "report")


def test_thin_ties_are_reported_where_the_author_names_the_balance():
    named, plain = (
        verdict(told("+00", "+0").tell("X>A0", "X>B0", text=text))
        for text in ("X walks a tightrope between A and B.", "X and A and B met once more.")
    )
    assert 0.7 < named.details["p_both"] < 0.8
    assert (named.strategy, named.decision) == ("dual_engagement", "report")
    assert (plain.strategy, plain.decision) == ("dual_engagement", "abstain")
    assert "not sure enough that neither stance is hostile" in plain.reason


def test_a_list_alone_bears_no_balance():
    from equipoise.rivalries import ListedRivalry

    listed = [ListedRivalry("A", "B", datetime.date(1990, 1, 1), None, "positional", "own", "old quarrel")]
    story = told("+++", "+++").tell("A>B0")
    (found,) = decide(story, listed=listed)[2]
    assert found.decision == "abstain" and "from the list alone" in found.reason


def test_one_triangle_one_finding():
    story = Story()
    for _ in range(4):
        story.tell("X>A+", "A>X+").tell("X>B-", "A>B-").tell("X>C0")
    _, _, decided = decide(story)
    triangles = [frozenset((s.actor, s.rival_a, s.rival_b)) for s in decided if s.decision == "report"]
    assert len(triangles) == len(set(triangles))


def test_a_year_told_in_passing_does_not_move_its_paragraph():
    from equipoise.strategies.drift import timeline

    story = Story()
    story.tell("X>A0", text="In 1968 X met A.", paragraph=0).tell("X>A0", text="Now X met A.", paragraph=0)
    story.tell("X>A0", text="In 2016 X met A.", paragraph=1).tell(
        "X>A0", text="That spring X met A.", paragraph=1
    )
    when = timeline(story.statements, datetime.date(2018, 1, 1))
    assert [when[i] for i in range(4)] == [1968, 2018, 2016, 2016]


def cue_rows(*texts):
    import pandas as pd

    return pd.DataFrame(
        [
            {"text": t, "actor_start": 0, "actor_end": 1, "other_spans": [(t.find("A"), t.find("A") + 1)]}
            for t in texts
        ]
    )


def test_the_shipped_cue_classifier_reads():
    from equipoise.strategies import load_cues

    model = load_cues()
    rows = cue_rows(
        "X mediated between A and its foes, carrying notes between the two delegations.",
        "X and A opened a dual carriageway.",
    )
    probability = model.predict_proba(rows)
    assert probability.shape == (2, 10) and probability.sum(axis=1) == pytest.approx([1, 1])
    assert model.classes_[probability[0, :-1].argmax()] == "mediation"
    assert model.predict(rows)[1] == "none" and probability[1, -1] > probability[0, -1]
    assert model.predict_proba(rows.iloc[:0]).shape == (0, 10)


def test_cue_classifier_is_an_estimator(tmp_path):
    from sklearn.base import clone

    from equipoise.strategies import CueClassifier
    from equipoise.strategies.storage import load, save

    rows = cue_rows("X mediated between A and B.", "X hedges against A.", "X met A.", "X brokered A's truce.")
    labels = ["mediation", "hedging", "none", "mediation"]
    model = clone(CueClassifier(C=10.0)).fit(rows, labels)
    assert model.get_params()["C"] == 10.0
    save(model, tmp_path, name="t", version="0")
    again = load(tmp_path)
    assert again.predict_proba(rows) == pytest.approx(model.predict_proba(rows), abs=1e-4)


@pytest.mark.parametrize(
    ("labels", "words"),
    [(["mediation"], "rows"), (["nonsense"] * 2, "nonsense"), (["none", "none"], "two strategies")],
)
def test_bad_cue_labels(labels, words):
    from equipoise.errors import InputError
    from equipoise.strategies import CueClassifier

    with pytest.raises(InputError, match=words):
        CueClassifier().fit(cue_rows("X met A.", "X saw A."), labels)


def test_a_tampered_cue_model_is_refused(tmp_path):
    from equipoise.errors import ModelError
    from equipoise.strategies import CueClassifier
    from equipoise.strategies.storage import load, save

    rows = cue_rows("X mediated between A and B.", "X hedges against A.", "X met A.")
    save(CueClassifier().fit(rows, ["mediation", "hedging", "none"]), tmp_path, name="t", version="0")
    (tmp_path / "model.joblib").write_bytes(b"other")
    with pytest.raises(ModelError, match="changed after"):
        load(tmp_path)


def test_the_cue_head_fits_the_shipped_encoder():
    """After a new encoder: python training/train_cues.py. Until then the head without an encoder is used."""
    from equipoise.stance.loading import shipped
    from equipoise.storage import read_manifest

    cues, accurate = shipped("cues") / "accurate", shipped("accurate")
    if not (accurate / "manifest.json").is_file():
        pytest.skip("no accurate model in this checkout")
    trained = read_manifest(cues)["encoder_sha256"]
    assert trained == read_manifest(accurate)["files"]["encoder.onnx"], "run: python training/train_cues.py"


def test_a_refusal_alone_yields_to_a_better_finding():
    story = Story().tell("A>B-", "B>A-").tell("A>B-", "B>A-").tell("C>D-", "D>C-").tell("C>D-", "D>C-")
    for _ in range(3):
        story.tell("X>A+").tell("X>B+")
    story.tell("X>C0", "X>D0", text="X remains neutral between C and D.")
    _, rivalries, decided = decide(story)
    assert {(r.a, r.b) for r in rivalries} == {("A", "B"), ("C", "D")}
    assert [(s.rival_a, s.strategy) for s in decided if s.decision == "report" and s.actor == "X"] == [
        ("A", "dual_engagement")
    ]


HEDGE = "X hedges between A and B."


def test_words_of_hedging_let_a_contradiction_count_within_a_quarrel_of_its_own():
    """X is itself a rival of A here: a plus and a minus alone are a quarrel with good days."""
    story = told("+--", "+++")
    for _ in range(3):
        story.tell("A>X-").tell("A>B-", "B>A-")
    assert ("A", "X") in {(r.a, r.b) for r in decide(story)[1]}
    assert verdict(story).decision == "abstain"
    story.tell("X>A0", "X>B0", text=HEDGE)
    assert (verdict(story).strategy, verdict(story).decision) == ("hedging", "report")


def test_where_it_contradicts_itself_the_authors_word_decides_against_a_refusal():
    refusal = "X remains neutral between A and B."
    quiet = told("++--", "++").tell("X>A0", "X>B0", text=refusal)
    called = told("++--", "++").tell("X>A0", "X>B0", text=refusal).tell("X>A0", "X>B0", text=HEDGE)
    assert verdict(quiet).strategy == "non_commitment"
    assert verdict(called).strategy == "hedging"


def test_words_of_steadiness_stand_against_a_drift():
    story = Story(date=datetime.date(2020, 1, 1))
    for year, signs in ((2010, "+-"), (2011, "+-"), (2018, "-+"), (2019, "-+")):
        story.tell(f"X>A{signs[0]}", f"X>B{signs[1]}", text=f"In {year} X dealt with A and B.")
    assert verdict(story).strategy == "alignment_shift"
    story.tell("X>A0", "X>B0", text=HEDGE)
    assert verdict(story).strategy == "hedging"


def test_who_refuses_both_alike_sides_with_neither():
    refusal = "X remains neutral between A and B."
    found = verdict(told("--0", "--0").tell("X>A0", "X>B0", text=refusal))
    assert found.strategy == "non_commitment" and "both is the same" in found.reason


def test_an_enemy_of_both_refuses_no_side():
    refusal = "X remains neutral between A and B."
    found = verdict(told("---", "---").tell("X>A0", "X>B0", text=refusal))
    assert found is None or found.decision == "abstain"


def test_hostile_statements_alone_are_no_refusal_to_side():
    refusal = "X remains neutral between A and B."
    found = verdict(told("-", "00").tell("X>A0", "X>B0", text=refusal))
    assert found is None or found.strategy != "non_commitment"


def test_far_apart_is_a_lean_where_one_sign_is_sure():
    found = verdict(told("++++", "-0"))
    assert (found.strategy, found.decision) == ("alignment_lean", "report")
    assert found.details["signs"] == {"A": "+", "B": "0"} and not found.details["sure"]


def test_a_lean_that_is_not_sure_is_told_only_of_whom_the_article_is_about():
    story = told("++++", "-0")
    for _ in range(9):
        story.tell("A>C0")
    found = verdict(story)
    assert found is None or found.decision == "abstain"


def test_evidence_that_fits_no_strategy_is_said_to_fit_none():
    found = verdict(told("---", "--"))
    assert (found.strategy, found.decision) == ("", "abstain")
    assert "fit no strategy" in found.reason and "toward A" in found.reason
    assert len(found.contrary) == 5


def test_between_one_rival_and_several_others_the_pair_most_spoken_of_is_reported():
    story = Story()
    for _ in range(3):
        story.tell("A>B-", "B>A-").tell("A>C-", "C>A-").tell("X>A+").tell("X>B+").tell("X>C+")
    story.tell("B>D0").tell("B>D0")
    decided = decide(story)[2]
    mine = {(s.rival_a, s.rival_b): s for s in decided if s.actor == "X"}
    assert mine["A", "B"].decision == "report"
    assert mine["A", "C"].decision == "abstain" and mine["A", "C"].balance is None
    assert "between A and B" in mine["A", "C"].reason


def test_a_bystander_that_is_kind_and_cross_is_no_hedger():
    """X is named in passing: a plus and a minus toward A would be hedging of one whom the article is about."""
    story = told("++--", "++")
    assert verdict(story).strategy == "hedging"
    for _ in range(9):
        story.tell("A>C0")
    found = verdict(story)
    assert found is None or found.strategy != "hedging"


@pytest.mark.parametrize(("quarrels", "reported"), [(2, True), (8, False)])
def test_a_refusal_that_no_words_name_is_told_of_one_spoken_of_half_as_often_as_the_rivals(
    quarrels, reported
):
    from equipoise.strategies import Cue

    story = Story()
    for _ in range(quarrels):
        story.tell("A>B-", "B>A-")
    for _ in range(2):
        story.tell("X>A0", "X>B0")
    found = verdict(story, told=[Cue("non_commitment", "X", quarrels, 0.9, frozenset("XAB"))])
    assert reported == (
        found is not None and (found.strategy, found.decision) == ("non_commitment", "report")
    )
