"""엔진의 실제 상태를 그리는 그림들입니다. 노트북은 `figure.layers(client, "gorae-a")`처럼 부릅니다."""

from gorae.figure.answers import answers
from gorae.figure.builds import builds
from gorae.figure.canvas import Figure
from gorae.figure.commands import Start, commands
from gorae.figure.cpu import cpu
from gorae.figure.health import health
from gorae.figure.layers import layers
from gorae.figure.lifecycle import lifecycle
from gorae.figure.live import live
from gorae.figure.memory import memory
from gorae.figure.mounts import mounts
from gorae.figure.namespaces import namespaces
from gorae.figure.networks import networks
from gorae.figure.rotation import rotation
from gorae.figure.shared import shared
from gorae.figure.sizes import sizes
from gorae.figure.stacks import stacks
from gorae.figure.stages import stages
from gorae.figure.times import times
from gorae.figure.transfers import transfers

__all__ = [
    "Figure",
    "Start",
    "answers",
    "builds",
    "commands",
    "cpu",
    "health",
    "layers",
    "lifecycle",
    "live",
    "memory",
    "mounts",
    "namespaces",
    "networks",
    "rotation",
    "shared",
    "sizes",
    "stacks",
    "stages",
    "times",
    "transfers",
]
