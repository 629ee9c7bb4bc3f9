"""Argos packages as an engine: passages → drafts, in token batches that keep every core busy.

::

    loading    two languages → the package, loaded
    model      a loaded package: texts → tokens → texts
    tokenizers text ↔ tokens, as the package's own vocabulary has them
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bilingual.config import TranslateConfig
from bilingual.engines.argos.loading import cores, load
from bilingual.engines.argos.model import Model, Search
from bilingual.engines.protocol import Engine, Way
from bilingual.languages import language
from bilingual.model import Draft, Passage

NO_REPEAT = 4
"""Tokens in a row that may not come twice when a failed passage is translated again: models loop in short phrases,
and news repeats names of three tokens within one sentence."""

PORTION = 64
"""Passages a call and core: what ctrl-C may cost, some ten seconds. Measured with a model of real size on two cores,
240 sentences, beam 1, CPU seconds by the size of the call: 32: 10.6, 64: 10.1-10.4, 128: 9.5-9.8, all: 9.3."""


class Argos(Engine):
    """The installed Argos packages; each model is loaded once, when it is first needed.

    ``progress`` is called with the number of passages that have got done since the last call.
    """

    way = Way.MODELS

    def __init__(self, config: TranslateConfig, progress: Callable[[int], None] | None = None) -> None:
        self._config = config
        self.portion = PORTION * (config.threads or cores())
        self._progress = progress or _untold
        self._loaded: dict[tuple[str, str], Model] = {}

    def translate(self, passages: Sequence[Passage], source: str, target: str) -> list[Draft | None]:
        """Draft every passage; None for an empty one.

        Raises MissingError if there is no package for this very pair or no CTranslate2 to run it; PackageError if
        the package is damaged.
        """
        search = Search(self._config.beam_size)
        return self._translate(passages, source, target, search, self._progress)

    def again(self, passages: Sequence[Passage], source: str, target: str) -> list[Draft | None]:
        """Draft with greedy search, in which no phrase comes twice."""
        return self._translate(passages, source, target, Search(1, NO_REPEAT), _untold)

    def scores(self, pairs: Sequence[tuple[str, str]], source: str, target: str) -> list[float]:
        """Say how likely the model finds each translation, also a person's: mean log-probabilities of its tokens.

        Raises MissingError and PackageError as ``translate`` does.
        """
        return self._model(source, target).scores(pairs) if pairs else []

    def _translate(
        self,
        passages: Sequence[Passage],
        source: str,
        target: str,
        search: Search,
        progress: Callable[[int], None],
    ) -> list[Draft | None]:
        texts = [passage.text for passage in passages]
        if not any(text.strip() for text in texts):
            return [None] * len(texts)
        model = self._model(source, target)
        align = frozenset(n for n, passage in enumerate(passages) if passage.tags)
        return model.translate(texts, search, language(target).joiner, progress, align=align)

    def _model(self, source: str, target: str) -> Model:
        codes = (language(source).argos, language(target).argos)
        if codes not in self._loaded:
            self._loaded[codes] = load(source, target, self._config)
        return self._loaded[codes]


def _untold(_count: int) -> None:
    pass
