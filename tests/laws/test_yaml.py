"""What the YAML writer prints is read back the same, whatever it is."""

import yaml
from hypothesis import given
from hypothesis import strategies as st

from dbstackc.emit.yaml import Value, comment, dump, quote

LOOKALIKES = (
    "22:22 1e3 0o7 0x1f 1_000 .5 .inf .nan ~ = << null Null yes NO on Off y N true 2001-12-14 "
    "-1 +1 0b1 190:20:30 - ? : -- --- ... & * ! % @ ` [ ] { } , | > ' \" #a a#b a: :a 08 1.0 1. "
    "_ ./ / -y -no --- --a -c 1m 10s 1_0s 2G -.inf -e1 1E -1s"
)
"""Texts that some reader of YAML takes for something else."""

texts = st.one_of(
    st.text(),
    st.sampled_from(LOOKALIKES.split()),
    st.text("yesno01:.-_#$ ~=\t\n\\'\"", max_size=6),
)
scalars = st.one_of(texts, st.integers(), st.booleans(), st.none())
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=20,
)


@given(values)
def test_what_is_written_reads_back_the_same(value: Value) -> None:
    assert yaml.safe_load(dump(value)) == value


@given(texts)
def test_a_scalar_is_one_line(text: str) -> None:
    assert len(quote(text).splitlines()) == 1


@given(values)
def test_doubled_dollars_are_the_only_difference(value: Value) -> None:
    def undo(read: object) -> object:
        if isinstance(read, str):
            return read.replace("$$", "$")
        if isinstance(read, list):
            return [undo(each) for each in read]
        if isinstance(read, dict):
            return {key: undo(each) for key, each in read.items()}
        return read

    assert undo(yaml.safe_load(dump(value, dollars=True))) == value


@given(texts)
def test_a_comment_says_nothing_to_a_reader(text: str) -> None:
    assert yaml.safe_load(f"{comment(text)}\na: 1\n") == {"a": 1}
