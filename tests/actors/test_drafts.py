"""Mentions made fast are mentions like any other."""

import dataclasses
import pickle

import pytest

from equipoise.actors.drafts import mention
from equipoise.types import Mention


def test_is_a_mention():
    cells = ("FRA", 0, 6, "France", "name", 'name "France"')
    made, plain = mention(*cells), Mention(*cells)
    assert type(made) is Mention
    assert made == plain and hash(made) == hash(plain) and repr(made) == repr(plain)
    assert pickle.loads(pickle.dumps(made)) == plain


def test_is_frozen():
    with pytest.raises(dataclasses.FrozenInstanceError):
        mention("FRA", 0, 6, "France", "name", "").code = "DEU"
