"""What must hold when two people change the directory at the same moment."""

import asyncio

from tests.factories.company import Company


async def test_two_moves_make_no_cycle(company: Company) -> None:
    contacts = company.open("contacts")
    ids = [
        (await contacts.post("/department/create", name=name, parentid=1))["id"]
        for name in ("甲", "乙", "丙")
    ]
    moves = [
        contacts.post("/department/update", id=one, parentid=other)
        for one, other in zip(ids, [*ids[1:], ids[0]], strict=True)
    ]
    codes = sorted(answer["errcode"] for answer in await asyncio.gather(*moves))
    assert codes == [0, 0, 60010]
    tree = {d["id"]: d["parentid"] for d in (await contacts.get("/department/list"))["department"]}
    for department_id in ids:
        steps, here = 0, department_id
        while here != 1:
            here, steps = tree[here], steps + 1
            assert steps < 5


async def test_one_userid_and_one_mobile_are_given_once(company: Company) -> None:
    contacts = company.open("contacts")
    same = [
        contacts.post(
            "/user/create", userid="twin", name="双", department=[1], mobile=f"1391234{n:04d}"
        )
        for n in range(5)
    ]
    assert sorted(a["errcode"] for a in await asyncio.gather(*same)) == [0] + [60102] * 4
    shared = [
        contacts.post(
            "/user/create", userid=f"n{n}", name="双", department=[1], mobile="13955556666"
        )
        for n in range(5)
    ]
    assert sorted(a["errcode"] for a in await asyncio.gather(*shared)) == [0] + [60104] * 4


async def test_departments_made_at_once_have_ids_of_their_own(company: Company) -> None:
    contacts = company.open("contacts")
    made = await asyncio.gather(
        *(contacts.post("/department/create", name=f"店{n}", parentid=1) for n in range(8))
    )
    assert sorted(a["errcode"] for a in made) == [0] * 8
    assert len({a["id"] for a in made}) == 8


async def test_two_super_admins_do_not_remove_each_other(company: Company) -> None:
    lin = company.console()
    await lin.ok("PUT", "/api/console/roles/zhou", json={"role": "super_admin"})
    zhou = company.console("zhou")
    await asyncio.gather(
        lin.post("/api/console/members/zhou/disable"), zhou.post("/api/console/members/lin/disable")
    )

    async def left() -> int:
        async with company.reunion.db.connection() as c:
            return await c.fetchval(
                "SELECT count(*) FROM member WHERE corp_id = $1 AND role = 'super_admin' "
                "AND status = 'active'",
                company.corp_id,
            )

    assert company.reunion.run(left) == 1
