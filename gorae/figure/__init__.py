"""엔진의 실제 상태를 그리는 그림들입니다. 노트북은 `figure.layers(client, "gorae-a")`처럼 부릅니다."""

from gorae.figure.answers import answers
from gorae.figure.canvas import Figure
from gorae.figure.layers import layers
from gorae.figure.lifecycle import lifecycle
from gorae.figure.mounts import mounts
from gorae.figure.namespaces import namespaces
from gorae.figure.networks import networks
from gorae.figure.stacks import stacks
from gorae.figure.times import times

__all__ = ["Figure", "answers", "layers", "lifecycle", "mounts", "namespaces", "networks", "stacks", "times"]
