"""Our own events have one name on all screens and in all sentences."""

import re
from pathlib import Path

import pytest

from reunion.growth.tracking.names import OUR_EVENTS

UI = Path(__file__).parents[3] / "web/packages/ui/src"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_screens_and_server_have_the_same_words(language: str) -> None:
    ours = {
        name: said if language == "zh" else said.en[0].upper() + said.en[1:]
        for name, said in OUR_EVENTS.items()
    }
    shown = re.findall(
        r"^  (\w+): '(.*)',$", (UI / f"events.{language}.ts").read_text(), re.MULTILINE
    )
    assert dict(shown) == ours
