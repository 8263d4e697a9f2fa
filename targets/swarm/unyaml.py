"""Read a stack that we have written."""

from typing import Any


def read(text: str) -> dict[str, Any]:
    """Return the mapping that a text of ours is; `$$` stands for a dollar, as Compose reads it."""
    import yaml

    found = _plain(yaml.safe_load(text))
    assert isinstance(found, dict)
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value.replace("$$", "$") if isinstance(value, str) else value
