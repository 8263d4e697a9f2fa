"""Files that scripts and documents write with here-documents are read as what they become."""

import pytest

from dbstackc.base.source import Source
from dbstackc.work.lint import lint_sources

BALANCER = """\
defaults
  mode tcp
  timeout connect 5s
  timeout client 5s
  timeout server 5s
listen mysql
  bind {0}:3306
  servre a 10.0.0.1:3306 check
"""


def _found(text: str, name: str = "up.sh") -> list[tuple[str, int]]:
    return [
        (each.rule, each.primary.span.place[0])
        for each in lint_sources([Source(name, text)]).found
        if each.primary is not None
    ]


@pytest.mark.parametrize(
    "line",
    [
        "cat > haproxy.cfg <<EOF",
        "cat <<EOF > haproxy.cfg",
        "cat <<'EOF' >/etc/haproxy/haproxy.cfg",
        'cat<<"EOF">haproxy.cfg',
        "sudo tee haproxy.cfg > /dev/null <<EOF",
        "cat <<EOF | sudo tee /etc/haproxy/haproxy.cfg",
    ],
)
def test_what_a_script_writes_is_judged_in_its_place(line: str) -> None:
    text = f"#!/bin/sh\n{line}\n{BALANCER.format('*')}EOF\nfirewall-cmd --add-port=9/tcp\n"
    found = _found(text)
    assert ("haproxy/unknown-word", 10) in found
    assert not [line for rule, line in found if rule == "haproxy/unknown-word" and line != 10]
    shown = _found(f"# A page\n\n```sh\n{text}```\n", "page.md")
    assert ("haproxy/unknown-word", 13) in shown


@pytest.mark.parametrize(
    ("line", "address"),
    [("cat > haproxy.cfg <<EOF", "$ADDRESS"), ("cat >> haproxy.cfg <<EOF", "*"), ("cat <<EOF", "")],
)
def test_what_is_filled_in_added_to_or_written_nowhere_is_not_refused(
    line: str, address: str
) -> None:
    text = f"docker run -d --name a b:1\n{line}\n{BALANCER.format(address)}EOF\n"
    assert "haproxy/unknown-word" not in [rule for rule, _ in _found(text)]


def test_the_files_of_a_script_are_one_stack_with_what_it_starts() -> None:
    text = """\
cat > my.cnf <<'END'
[mysqld]
server-id = 1
END
docker service create \\
  --name db \\
  --replicas 1 \\
  --mount type=bind,source=/etc/my.cnf,target=/etc/my.cnf \\
  mysql:8.4.10
"""
    (stack,) = lint_sources([Source("up.sh", text)]).stacks
    assert [each.reader.kind for each in stack.reads] == ["commands", "options"]
    (started,) = [fact for fact in stack.reads[0].facts if hasattr(fact, "mounts")]
    assert (started.by, started.name.text, started.mounts[0].inside.text) == (
        "service", "db", "/etc/my.cnf",
    )  # fmt: skip


def test_a_password_in_a_file_that_a_script_writes_is_hidden() -> None:
    text = "cat > my.cnf <<EOF\n[client]\npassword = Zq9canary7\n[mysqld]\nserverid-of = 1\nEOF\n"
    found = lint_sources([Source("up.sh", text)]).found
    assert found
    assert all(any(span.text == "Zq9canary7" for span in each.masked) for each in found)


def test_a_script_of_many_here_documents_is_read_once() -> None:
    lint_sources([Source("up.sh", "cat > a <<X\n" * 20_000 + "docker run -d a\n")])
    lint_sources([Source("up.sh", "cat > a <<X\nX\n" * 20_000 + "docker run -d a\n")])
