"""Equipoise: who stands where, and where a state balances between rivals.

>>> import equipoise
>>> report = equipoise.Analyzer(model="fast").analyze("Moscow thanked New Delhi for its patience.")
>>> report.pairs[["source", "target", "label"]].iloc[0].tolist()
['RUS', 'IND', 'supportive']
"""

from importlib import import_module

from equipoise._version import __version__

#: public name -> the module that holds it; imported when first used, so that `import equipoise` stays light
_PUBLIC = {
    "Analyzer": "equipoise.analyzer",
    "Article": "equipoise.types",
    "Report": "equipoise.report",
    "StanceClassifier": "equipoise.stance",
    "load_model": "equipoise.stance",
    "load_labels": "equipoise.labels",
    "read_article": "equipoise.articles",
    "iter_articles": "equipoise.articles",
    "score": "equipoise.batch",
    "corpus": "equipoise.corpus",
    "EquipoiseError": "equipoise.errors",
    "InputError": "equipoise.errors",
    "LabelError": "equipoise.errors",
    "ModelError": "equipoise.errors",
    "MissingExtraError": "equipoise.errors",
}

__all__ = ["__version__", *sorted(_PUBLIC)]


def __getattr__(name: str):
    if name not in _PUBLIC:
        raise AttributeError(f"module 'equipoise' has no attribute {name!r}; it has {', '.join(__all__)}")
    module = import_module(_PUBLIC[name])
    return module if module.__name__ == f"equipoise.{name}" else getattr(module, name)


def __dir__():
    return __all__
