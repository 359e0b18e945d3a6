"""Smoothing moves the width of activations into the weights and changes nothing of what the network says."""

import pytest

from equipoise.stance.smoothing import DIVISOR, smooth

torch = pytest.importorskip("torch")
nn = torch.nn


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.self = nn.ModuleDict({name: nn.Linear(8, 8) for name in ("query", "key")})
        self.output = nn.Linear(8, 8)

    def forward(self, x):
        return self.output(self.self["query"](x) * self.self["key"](x))


class Network(nn.Module):
    """Two layers over embeddings of which one channel is far wider than the others."""

    def __init__(self):
        super().__init__()
        self.words = nn.Embedding(20, 8)
        self.words.weight.data[:, 3] *= 100
        self.stack = nn.ModuleDict({"layer": nn.ModuleList([Layer(), Layer()])})
        self.out = nn.Linear(8, 3)

    def forward(self, ids, mask):
        x = self.words(ids)
        for layer in self.stack["layer"]:
            x = torch.tanh(layer(x))
        return self.out(x)


@pytest.fixture
def network():
    torch.manual_seed(0)
    return Network()


IDS = torch.arange(1, 20).reshape(1, 19)


def test_the_network_says_the_same(network):
    with torch.no_grad():
        before = network(IDS, None)
        smooth(network, lambda: network(IDS, None))
        after = network(IDS, None)
    assert torch.allclose(before, after, atol=1e-4)


def test_what_is_multiplied_is_less_uneven_and_read_once_by_those_that_share_it(network):
    def unevenness(x):
        width = x.abs().amax((0, 1))
        return float(width.max() / width.median())

    x = network.words(IDS).detach()
    smooth(network, lambda: network(IDS, None))
    first = network.stack["layer"][0]
    by = getattr(first.self["query"], DIVISOR)
    assert torch.equal(by, getattr(first.self["key"], DIVISOR))
    assert unevenness(x * by) < unevenness(x) / 5
    assert not hasattr(network.out, DIVISOR)
