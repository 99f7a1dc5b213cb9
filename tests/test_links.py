"""No page offers its reader a link he may not follow."""

import re
from collections import deque

import pytest

from welfare.roles import Role

LINK = re.compile(r'<a[^>]+href="(/[^"#]*)')
ELSEWHERE = ("/admin/", "/static/", "/media/")
# Of addresses that differ only in numbers or answers one is followed. These two see every list and
# follow its tabs and filters too; the others follow what leads from page to page.
WIDE = {Role.OFFICER, Role.AUDITOR}


def broken_links(client, *, with_filters: bool) -> list[tuple[int, str, str]]:
    """Status, address and where the link stood, of every link that leads nowhere."""
    waiting, came_from = deque(["/", "/office/"]), {"/": "", "/office/": ""}
    alike: set[str] = set()
    found = []
    while waiting:
        path = waiting.popleft()
        answer = client.get(path, follow=True)
        if answer.status_code != 200:
            found.append((answer.status_code, path, came_from[path]))
            continue
        if answer.streaming or "text/html" not in answer["Content-Type"]:
            continue
        for link in LINK.findall(answer.content.decode()):
            address = link.replace("&amp;", "&")
            kind = re.sub(r"\d+|=[^&]*", "", address)
            if kind in alike or address in came_from or address.startswith(ELSEWHERE):
                continue
            if (
                "?" in address
                and not with_filters
                and came_from.keys() & {address.partition("?")[0]}
            ):
                continue
            alike.add(kind)
            came_from[address] = path
            waiting.append(address)
    return found


@pytest.mark.parametrize("role", [role for role in Role if role != Role.WORKER])
def test_every_link_leads_somewhere_for(role, as_, everyone, world):
    assert broken_links(as_(everyone[role.value]), with_filters=role in WIDE) == []
