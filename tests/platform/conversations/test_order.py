"""The order of saying is the order of reading."""

from tests.factories.chatting import pair
from tests.factories.company import Company
from tests.factories.sockets import socket_of

MANY = 300
AT_ONCE = 30  # of each conversation; a socket may have 100 under way


async def test_what_one_person_sends_without_waiting_arrives_in_that_order(
    company: Company,
) -> None:
    pairs = [pair(company, name=f"客户{n}") for n in range(3)]
    async with socket_of(pairs[0].desk, "desk") as desk:
        for start in range(0, MANY, AT_ONCE):
            for number in range(start, start + AT_ONCE):
                for two in pairs:
                    await desk.tell(
                        "send", ref=f"{two.conversation_id}-{number}",
                        conversation_id=two.conversation_id, client_id=f"n-{number}",
                        kind="text", content={"text": str(number)},
                    )  # fmt: skip
            for two in pairs:
                last = f"{two.conversation_id}-{start + AT_ONCE - 1}"
                assert (await desk.frame(lambda f, ref=last: f.get("ref") == ref))["type"] == "sent"
    for two in pairs:
        said: list[str] = []
        for _ in range(MANY // 100):
            path = two.path("app", f"/messages?after={len(said)}&limit=100")
            page = await two.app.ok("GET", path)
            said += [message["content"]["text"] for message in page["items"]]
        assert said == [str(number) for number in range(MANY)]
