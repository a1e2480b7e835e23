"""레이블이 없는 이미지(`docker import`)도 장을 닫을 때 없어지는지 시험합니다."""

from __future__ import annotations

from gorae import lab
from gorae.lab import inventory
from proof.harbour import Harbour


def test_an_imported_image_that_lost_its_name_goes_too(harbour: Harbour) -> None:
    harbour.need(["shell"])
    client = harbour.client
    before = inventory.take(client)
    opened = lab.open("08", report=lambda _: None)
    content = b"".join(client.containers.create("gorae/shell:1", name="gorae-press").export())
    for command in ("a", "b"):
        change = f'CMD ["{command}"]'
        client.api.import_image_from_data(content, repository="gorae-flat", tag="1", changes=change)
        opened.notice()
    assert len(client.images.list(filters={"dangling": True})) == 1
    lab.close("08", report=lambda _: None)
    assert inventory.take(client) == before
