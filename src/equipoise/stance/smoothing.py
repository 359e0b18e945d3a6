"""Shifts the width of an encoder's activations into its weights, so that both fit into int8.

A few of a layer's channels are far wider than the others, and one scale for the activations of a whole batch leaves
the others few of its 256 steps. Each channel is divided by a factor before the product and its weights are multiplied
by the same, which changes nothing in floats (SmoothQuant: Xiao et al. 2023). Needs the extra `finetune`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from equipoise.errors import require

__all__ = ["DIVISOR", "smooth"]

#: How much of a channel's width goes into the weights: 0 none, 1 all; set on dev (training/README.md).
SHARE = 0.7
#: The name, in a product's module, of what its input is multiplied by.
DIVISOR = "by"


def smooth(network, show: Callable[[], object]) -> None:
    """Smooth the products of the encoder's layers in place, by the widths seen while `show` lets it read statements."""
    torch = require("torch", "finetune")
    linear = torch.nn.Linear
    found = {name: m for name, m in network.named_modules() if ".layer." in name and isinstance(m, linear)}
    widths = _widths(found, show)
    alike = defaultdict(list)  # query, key and value read the same input and are divided alike
    for name in found:
        alike[name.rpartition(".")[0] if ".self." in name else name].append(name)

    class Smoothed(linear):
        def __init__(self, plain, factor):
            super().__init__(plain.in_features, plain.out_features)
            self.weight, self.bias = plain.weight, plain.bias
            self.weight.data *= factor
            self.register_buffer(DIVISOR, 1 / factor)

        def forward(self, x):
            return super().forward(x * getattr(self, DIVISOR))

    for names in alike.values():
        weights = torch.stack([found[name].weight.detach().abs().amax(0) for name in names]).amax(0)
        factor = widths[names[0]].clamp(min=1e-5) ** SHARE / weights.clamp(min=1e-5) ** (1 - SHARE)
        for name in names:
            above, _, last = name.rpartition(".")
            setattr(network.get_submodule(above), last, Smoothed(found[name], factor))


def _widths(found: dict, show: Callable[[], object]) -> dict:
    """The largest absolute input of each channel while `show` runs, by the names of the products."""
    torch = require("torch", "finetune")
    widths: dict = {}

    def look(name):
        def keep(module, given):
            seen = given[0].detach().float().abs().flatten(0, -2).amax(0)
            widths[name] = torch.maximum(widths[name], seen) if name in widths else seen

        return keep

    hooks = [module.register_forward_pre_hook(look(name)) for name, module in found.items()]
    show()
    for hook in hooks:
        hook.remove()
    return widths
