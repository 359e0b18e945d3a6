"""Who stands on which side of a cue, in which voice, under which frames."""

from __future__ import annotations

import re

import pytest
from sklearn.utils import murmurhash3_32

from equipoise.stance.cuegrams import cue_grams, skeleton_grams
from equipoise.stance.sides import Masked, Reading, coordinated, letters, scopes, side, voice


def read(text):
    """S, T and O stand for the role tokens."""
    pieces = re.split(r"\b[STO]\b", text)
    return Reading(Masked(pieces), ["STO".index(role) for role in re.findall(r"\b[STO]\b", text)])


def parse(text):
    reading = read(text)
    return list(reading.tokens), reading.statement.cues


def sides(text, word):
    """Who stands to the left and to the right of the cue, with border and genitive."""
    cue, _, tokens = only(text, word)
    found = side(tokens, cue.start - 1, -1), side(tokens, cue.end, 1)
    return [(letters(tokens, one.places), one.border, one.owner) for one in found]


def only(text, word):
    tokens, cues = parse(text)
    (cue,) = [c for c in cues if " ".join(c.entry.words) == word]
    return cue, cues, tokens


def test_the_nearest_and_those_joined_to_it():
    assert sides("S and O condemned T , while O slept .", "condemn") == [("os", "", ""), ("t", "", "")]


def test_a_clause_border_and_a_genitive_are_marked():
    assert sides("S slept , but nobody condemned T 's raid .", "condemn") == [("s", "!", ""), ("t", "", "'")]


def test_nobody_on_that_side():
    assert sides("Condemned , S left .", "condemn")[0][0] == ""


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
    reading = read(text)
    assert coordinated(reading.tokens, reading.statement.places) == order


def test_grams_tell_direction_and_share_their_kind():
    forward, backward = (set(cue_grams(read(t))) for t in ("S excoriated T .", "T excoriated S ."))
    assert forward != backward
    same_kind = set(skeleton_grams(read("S denounced T .")))
    assert murmurhash3_32("path|s Hdirects t") in same_kind
    assert same_kind == set(skeleton_grams(read("S vilified T .")))


def test_a_role_token_in_the_text_counts_as_one():
    assert read("[unused1] condemned T .").tokens == read("S condemned T .").tokens
