"""A request gives its connection back, however it ends."""

import gc

from tests.factories.company import Company

MORE_THAN_THE_POOL = 40


async def test_bad_questions_do_not_use_up_the_connections(company: Company) -> None:
    lin = company.console()
    gc.collect()
    gc.disable()  # a collection would give back what a request forgot
    try:
        for _ in range(MORE_THAN_THE_POOL):
            answer = await lin.get("/api/console/customers", params={"from": "yesterday"})
            assert answer.status_code == 422
        assert (await lin.get("/api/console/customers")).status_code == 200
    finally:
        gc.enable()
