"""Who stands on which side of a cue, in which voice, under which frames."""

from __future__ import annotations

import pytest

from equipoise.stance.cuegrams import cue_grams, skeleton_grams
from equipoise.stance.lexicon import Lexicon, tokenize
from equipoise.stance.sides import coordinated, scopes, side, voice


def parse(text):
    """S, T and O stand for the role tokens."""
    roles = {"S": "[unused1]", "T": "[unused2]", "O": "[unused3]"}
    tokens = tokenize(" ".join(roles.get(word, word) for word in text.split()))
    return tokens, Lexicon.load().find(tokens)


def only(text, word):
    tokens, cues = parse(text)
    (cue,) = [c for c in cues if " ".join(c.entry.words) == word]
    return cue, cues, tokens


def test_the_nearest_and_those_joined_to_it():
    cue, _, tokens = only("S and O condemned T , while O slept .", "condemn")
    assert side(tokens, cue.start - 1, -1) == ("os", "", "")
    assert side(tokens, cue.end, 1) == ("t", "", "")


def test_a_clause_border_and_a_genitive_are_marked():
    cue, _, tokens = only("S slept , but nobody condemned T 's raid .", "condemn")
    assert side(tokens, cue.start - 1, -1) == ("s", "!", "")
    assert side(tokens, cue.end, 1) == ("t", "", "'")


def test_nobody_on_that_side():
    cue, _, tokens = only("Condemned , S left .", "condemn")
    assert side(tokens, cue.start - 1, -1).roles == "-"


@pytest.mark.parametrize(
    "text, word, heard",
    [
        ("S condemned T .", "condemn", "active"),
        ("T was condemned by S .", "condemn", "by"),
        ("T was shelled at dawn , S said .", "shell", "passive"),
        ("S wants to praise T .", "praise", "infinitive"),
        ("S left , cursing T .", "curse", "ing"),
    ],
)
def test_voice(text, word, heard):
    cue, _, tokens = only(text, word)
    assert voice(cue, tokens) == heard


@pytest.mark.parametrize(
    "text, word, frames",
    [
        ("S did not condemn T .", "condemn", {"negation"}),
        ("S refrained from condemning T .", "condemn", {"reversal"}),
        ("S might condemn T .", "condemn", {"modal"}),
        ("O accuses T of shelling S .", "shelling", {"charge"}),
        ("O did not speak ; S condemned T .", "condemn", set()),
        ("S condemned T , which might leave .", "condemn", set()),
    ],
)
def test_scopes(text, word, frames):
    cue, cues, tokens = only(text, word)
    assert scopes(cue, cues, tokens) == frames


@pytest.mark.parametrize(
    "text, order",
    [("S and T drilled .", "st"), ("T , O and S met .", "ts"), ("S met T .", "-"), ("S 's T desk .", "-")],
)
def test_coordinated(text, order):
    assert coordinated(parse(text)[0]) == order


def test_grams_tell_direction_and_share_their_kind():
    forward, backward = (set(cue_grams(*parse(t))) for t in ("S excoriated T .", "T excoriated S ."))
    assert forward != backward
    same_kind = set(skeleton_grams(*parse("S denounced T .")))
    assert "path|s Hdirects t" in same_kind
    assert same_kind == set(skeleton_grams(*parse("S vilified T .")))
