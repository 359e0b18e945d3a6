"""The action lexicon: its form, that each entry is found, that sentences give the cue a reader would name."""

from __future__ import annotations

import csv
import itertools
import time
from importlib import resources

import pytest

from equipoise.stance.inflection import base_forms, fold
from equipoise.stance.lexicon import Lexicon, tokenize

COLUMNS = ["entry", "pos", "polarity", "strength", "agent", "frame", "note"]
ARTICLES = {"the", "a", "an"}


@pytest.fixture(scope="module")
def rows():
    source = resources.files("equipoise").joinpath("data/lexicon.tsv")
    with source.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def lexicon():
    return Lexicon.load()


def test_columns_and_values(rows):
    assert list(rows[0]) == COLUMNS
    allowed = {
        "pos": {"verb", "verb+particle", "idiom", "noun", "adj", "adv"},
        "polarity": {"hostile", "supportive", "neutral"},
        "agent": {"subject", "object", "both", "none"},
        "frame": {
            "direct", "speech", "charge", "reversal", "negation", "modal", "mediation", "relation", "past",
        },
    }  # fmt: skip
    for row in rows:
        assert None not in row and None not in row.values(), row
        for column, values in allowed.items():
            assert row[column] in values, row
        strength = int(row["strength"])
        assert -10 <= strength <= 10, row
        sign = "neutral" if strength == 0 else "hostile" if strength < 0 else "supportive"
        assert sign == row["polarity"], row
        assert 1 <= len(row["entry"].split()) <= 5, row
        assert tokenize(row["entry"]) == row["entry"].split(), row


def test_size_and_balance(rows, lexicon):
    assert lexicon.size == len(rows) >= 2700
    for polarity in ("hostile", "supportive", "neutral"):
        assert sum(row["polarity"] == polarity for row in rows) > 500


def test_no_entry_twice(rows):
    """Neither as written nor as matched: in one spelling and without inner articles."""
    seen = {}
    for row in rows:
        words = [fold(word) for word in row["entry"].split()]
        inner = [w for w in words[1:-1] if w not in ARTICLES]
        key = (words[0], *inner, *words[-1:]) if len(words) > 1 else tuple(words)
        assert key not in seen, (row["entry"], seen[key])
        seen[key] = row["entry"]


def test_function_words_only_in_frames(rows):
    function_words = {
        "a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "from", "with", "and", "or", "but", "as",
        "is", "are", "was", "were", "be", "been", "he", "she", "it", "they",
    }  # fmt: skip
    for row in rows:
        if row["frame"] in ("direct", "relation", "charge", "mediation"):
            assert not set(row["entry"].split()) <= function_words, row


def test_every_entry_is_found_where_it_stands(rows, lexicon):
    for row in rows:
        found = [" ".join(cue.entry.words) for cue in lexicon.find(tokenize(row["entry"]))]
        assert found == [row["entry"]], (row["entry"], found)


SENTENCES = [
    ("Oslo vetoed the draft that Rabat had tabled.", "vetoed the draft", "reversal", "hostile"),
    ("Lisbon gave [unused2] the cold shoulder.", "gave [unused2] the cold shoulder", "direct", "hostile"),
    ("Hanoi rolled out the red carpet for a king.", "rolled out the red carpet for", "direct", "supportive"),
    ("Bern has thrown down the gauntlet.", "thrown down the gauntlet", "direct", "hostile"),
    ("Minsk turned a deaf ear to the plea.", "turned a deaf ear to", "direct", "hostile"),
    ("Tunis took [unused2] under its wing.", "took [unused2] under its wing", "direct", "supportive"),
    ("The pipeline cuts the ground from under Warsaw.", "cuts the ground from under", "direct", "hostile"),
    ("The two capitals buried the hatchet in May.", "buried the hatchet", "direct", "supportive"),
    ("Athens and Skopje were at loggerheads over a name.", "at loggerheads", "direct", "hostile"),
    ("The envoy was read the riot act.", "read the riot act", "direct", "hostile"),
    ("Dhaka extended an olive branch to Thimphu.", "extended an olive branch to", "direct", "supportive"),
    ("It drove a wedge between the brothers.", "drove a wedge between", "direct", "hostile"),
    ("Paris wrote off [unused2]'s debt.", "wrote off [unused2]'s debt", "direct", "supportive"),
    ("Vienna froze Tripoli's assets.", "froze", "direct", "hostile"),
    ("Jets were scrambled against the bomber.", "scrambled", "direct", "hostile"),
    ("Lima recalled its ambassador.", "recalled its ambassador", "direct", "hostile"),
    ("The attaché was declared persona non grata.", "declared persona non grata", "direct", "hostile"),
    ("We reject in the strongest terms this slander.", "reject in the strongest terms", "direct", "hostile"),
    ("Suva expressed solidarity with the islanders.", "expressed solidarity with", "direct", "supportive"),
    ("Riga reaffirmed its support for Chisinau.", "reaffirmed its support for", "direct", "supportive"),
    ("Cairo accused Addis of bad faith.", "accused", "charge", "hostile"),
    ("According to Kigali nothing happened.", "According to", "speech", "neutral"),
    ("Manila refrained from a reply.", "refrained from", "reversal", "neutral"),
    ("Seoul stopped short of a rebuke.", "stopped short of", "reversal", "neutral"),
    ("Ankara lifted its embargo.", "lifted its embargo", "reversal", "supportive"),
    ("Nairobi didn’t answer.", "didn’t", "negation", "neutral"),
    ("Tbilisi denied the charge.", "denied the charge", "negation", "neutral"),
    ("Doha might leave the council.", "might", "modal", "neutral"),
    ("Muscat shuttled between the parties.", "shuttled between", "mediation", "neutral"),
    ("Helsinki offered its good offices.", "offered its good offices", "mediation", "neutral"),
    ("They are arch-rivals still.", "arch-rivals", "relation", "hostile"),
    ("A stand-off on the ridge entered its second week.", "stand-off", "relation", "hostile"),
    ("It was a loyal ally of the shah.", "loyal ally", "relation", "supportive"),
    ("In the 1960s the two had quarrelled.", "In the 1960s", "past", "neutral"),
    ("A former foe came to dinner.", "former foe", "past", "neutral"),
    ("The [unused1]-backed militia took the town.", "-backed", "direct", "supportive"),
    ("Its lapdogs barked in unison.", "lapdogs", "direct", "hostile"),
    ("Praia vaccinated the fishermen.", "vaccinated", "direct", "supportive"),
    ("The remark irked Canberra.", "irked", "direct", "hostile"),
    ("They harbored and honored the exiles.", "honored", "direct", "supportive"),
    ("Gratitude to Havana filled the telegram.", "Gratitude to", "direct", "supportive"),
    ("Its hostility toward the bloc is no secret.", "hostility toward", "direct", "hostile"),
    ("The sanctions swore nobody to silence.", "sanctions", "direct", "hostile"),
    ("Both navies held a joint drill.", "held a joint drill", "direct", "supportive"),
    ("Their arms were rusty.", "arms", "direct", "neutral"),
    ("She armed and fed the islanders.", "armed", "direct", "supportive"),
]


@pytest.mark.parametrize("sentence, cue, frame, polarity", SENTENCES)
def test_sentences(lexicon, sentence, cue, frame, polarity):
    tokens = tokenize(sentence)
    found = {tuple(tokens[c.start : c.end]): (c.entry.frame, c.entry.polarity) for c in lexicon.find(tokens)}
    assert found.get(tuple(tokenize(cue))) == (frame, polarity), found


def test_what_must_not_be_found(lexicon):
    def entries(text):
        return {" ".join(cue.entry.words) for cue in lexicon.find(tokenize(text))}

    assert not {"rat", "rate"} & entries("A poor rating from the agency.")
    # a preposition ends the object's slot
    assert "give aid" not in entries("It gave reasons for aid.")
    # negation is never swallowed by the words round it
    assert "give support" not in entries("It gave no support.")
    assert "attack" not in entries("He died of a heart attack.")


def test_cues_do_not_overlap_and_keep_their_order(lexicon):
    tokens = tokenize(" ".join(sentence for sentence, *_ in SENTENCES))
    cues = lexicon.find(tokens)
    assert all(0 <= c.start < c.end <= len(tokens) for c in cues)
    assert all(a.end <= b.start for a, b in itertools.pairwise(cues))
    assert lexicon.find([]) == []


@pytest.mark.parametrize(
    "word, base",
    [
        ("swore", "swear"), ("fell", "fall"), ("broke", "break"), ("withheld", "withhold"), ("vying", "vie"),
        ("vetoes", "veto"), ("snubbed", "snub"), ("defied", "defy"), ("backing", "back"),
        ("accused", "accuse"), ("harboured", "harbour"), ("overflew", "overfly"),
    ],
)  # fmt: skip
def test_base_forms(word, base):
    assert base in base_forms(word)


def test_one_spelling():
    assert fold("recognized") == fold("recognised")
    assert fold("honor") == "honour" and fold("defense") == "defence" and fold("détente") == "detente"
    assert "rat" not in base_forms("rating")


def test_find_is_quick(lexicon):
    """A guard against a slow path, far above the usual 20-40 microseconds for 30 tokens on a busy core."""
    tokens = tokenize(" ".join(sentence for sentence, *_ in SENTENCES))
    lexicon.find(tokens)
    best = min(_seconds(lexicon, tokens) for _ in range(20))
    assert best / len(tokens) * 30 < 1e-3


def _seconds(lexicon, tokens):
    start = time.process_time()
    lexicon.find(tokens)
    return time.process_time() - start
