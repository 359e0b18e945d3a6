"""Every key of a configuration is known, typed and in range."""

from __future__ import annotations

from pathlib import Path

import pytest

from equipoise.errors import InputError
from equipoise.training import read_config

ROOT = Path(__file__).resolve().parents[2]


def written(tmp_path, text: str):
    path = tmp_path / "c.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_project_s_own_configuration():
    config = read_config(ROOT / "training" / "config.toml")
    assert config.path(config.data.labels) == ROOT / "labels"
    assert config.path(config.registry) == ROOT / "model-registry"
    assert config.models == ("fast", "accurate") and not config.finetune.enabled


def test_an_empty_file_is_the_defaults(tmp_path):
    config = read_config(written(tmp_path, ""))
    assert config.fast.n_features == 2**18
    assert "base" not in config.to_dict()


def test_values_are_read(tmp_path):
    config = read_config(written(tmp_path, 'models = ["fast"]\n[fast]\nC = 2\n[gate]\ndraws = 500\n'))
    assert config.models == ("fast",) and config.fast.C == 2.0 and isinstance(config.fast.C, float)
    assert config.gate.draws == 500


@pytest.mark.parametrize(
    "text, said",
    [
        ("sead = 1", "unknown key 'sead'"),
        ("[fast]\nCC = 1", "unknown key 'CC'"),
        ("base = '/'", "unknown key 'base'"),
        ("seed = 'one'", "seed is 'one'; it must be of type int"),
        ("seed = true", "of type int"),
        ("pictures = 1", "of type bool"),
        ("fast = 3", "must be a table"),
        ("models = 'fast'", "must be a list"),
        ("models = []", "one or more of fast, accurate"),
        ("models = ['huge']", "one or more of fast, accurate"),
        ("learning_curve = [0.5, 1.5]", "up to 1"),
        ("[gate]\nconfidence = 1.0", "below 1"),
        ("[accurate]\narticles_share = 2.0", "at most 1"),
        ("[finetune]\nteacher_epochs = 0", "at least 1"),
        ("[finetune]\narticle_passes = 0", "at least 1"),
        ("seed = ", "cannot be read"),
    ],
)
def test_errors_name_the_key_and_the_rule(tmp_path, text, said):
    with pytest.raises(InputError, match=said.replace("(", r"\(")):
        read_config(written(tmp_path, text))


def test_a_missing_file(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        read_config(tmp_path / "none.toml")
