"""What our reader says of a Compose file is what docker-compose says, over files that are spoiled.

The files are those of the goldens and one by hand; `tests/engines/spoiled.py` makes one thing
wrong in each, by a seed. Where docker-compose takes the file, no error may be told; where it
refuses it, one is told on the line. What it refuses for its surroundings (a folder to build from)
is not there.
"""

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from random import Random

import pytest

from tests.engines.agree import Spoiled, Told, agreement, told
from tests.engines.composer import Composer, composer
from tests.engines.need import find, need
from tests.engines.spoiled import WAYS, spoiled

GOLDEN = Path(__file__).parents[1] / "golden"
EACH = 6
"""Files that are spoiled in one way."""

BY_HAND = """\
version: "3.8"

x-common: &common
  restart: always
  cap_add: [SYS_NICE, NET_ADMIN]
  logging:
    driver: json-file
    options: {max-size: 10m}

services:
  source:
    <<: *common
    image: mysql:8.0
    container_name: source
    user: mysql
    privileged: true
    environment:
      MYSQL_ROOT_PASSWORD_FILE: /run/secrets/root
      MYSQL_DATABASE: shop
    ports:
      - 3306:3306
      - "127.0.0.1:33060:33060"
    expose: [3306, "33060"]
    volumes:
      - source:/var/lib/mysql
      - ./my.cnf:/etc/my.cnf:ro
    networks:
      - back
    secrets:
      - root
    healthcheck:
      test: ["CMD", "mysqladmin", "ping"]
      interval: 5s
      timeout: 3s
      retries: 10
    deploy:
      replicas: 1
      resources:
        limits: {memory: 512m}
    labels:
      - a=b
  replica:
    <<: *common
    image: mysql:8.0
    working_dir: /data
    tty: true
    depends_on:
      - source
    links:
      - source:db
      - cache
    dns:
      - 10.0.0.1
      - 10.0.0.2
    networks:
      back:
        aliases: [two]
    volumes:
      - replica:/var/lib/mysql
      - type: bind
        source: ./init
        target: /docker-entrypoint-initdb.d
  cache:
    image: redis:7
    read_only: true
    stdin_open: false
    networks: [back]

networks:
  back:
    driver: bridge
    ipam:
      config:
        - subnet: 10.5.0.0/16

volumes:
  source:
  replica: {driver: local}

secrets:
  root:
    file: ./root.txt
"""

LONGEST = 12_000
"""Characters of a golden that is asked about."""


@pytest.fixture(scope="module")
def engine() -> Iterator[Composer]:
    need("docker-compose")
    with composer(find("docker-compose") or "") as running:
        yield running


def _texts() -> list[str]:
    """Return the one by hand, and short goldens: docker-compose takes its time for long ones."""
    goldens = (path.read_text(encoding="utf-8") for path in sorted(GOLDEN.glob("**/compose.yml")))
    short = list(dict.fromkeys(text for text in goldens if len(text) < LONGEST))
    return [BY_HAND] * 8 + short[:: len(short) // 8]


def test_what_stands_by_hand_and_in_the_goldens_is_taken_by_both(
    engine: Composer, tmp_path: Path
) -> None:
    for number, text in enumerate(dict.fromkeys(_texts())):
        path = tmp_path / str(number) / "compose.yml"
        path.parent.mkdir()
        path.write_text(text, encoding="utf-8")
        assert (engine.ask(path), told(str(path), text, "compose")) == ("", [])


def test_what_docker_compose_refuses_is_told_on_its_line(engine: Composer, tmp_path: Path) -> None:
    numbers = count()

    def judge(each: Spoiled) -> tuple[str, Told]:
        path = tmp_path / str(next(numbers)) / "compose.yml"
        path.parent.mkdir()
        path.write_text(each.text, encoding="utf-8")
        return engine.ask(path), told(str(path), each.text, "compose")

    refused, missed, false = agreement(_spoiled(Random(5)), judge)
    assert set(refused) == set(WAYS), "a way spoils nothing"
    assert sum(refused.values()) > 100
    assert len(missed) <= sum(refused.values()) // 20, missed[:3]
    assert len(false) <= 1, false


def _spoiled(random: Random) -> Iterator[Spoiled]:
    """Yield some files for each way to spoil one."""
    texts = _texts()
    for way in WAYS:
        found = 0
        for _ in range(EACH * 20):
            made = spoiled(random.choice(texts), random, way)
            if made is not None and found < EACH:
                found += 1
                yield made
