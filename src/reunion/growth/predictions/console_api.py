"""复购预测 in the console."""

from datetime import date
from typing import Annotated

from litestar import get, post
from litestar.params import Parameter
from msgspec import Meta, Struct

from reunion.core.context import Context
from reunion.core.paging import Page
from reunion.growth.predictions import service
from reunion.growth.predictions.model import Cell, NothingSaid, Prediction, PredictionRun, Sort
from reunion.growth.profiles import service as profiles
from reunion.growth.profiles.reach import Reach
from reunion.surfaces.access import allow

_ADMINS = allow("super_admin", "admin")
_READERS = allow("super_admin", "admin", "scoped")
Score = Annotated[int | None, Parameter(ge=1, le=5)]


class PredictionOverview(Struct, frozen=True):
    """`newest`: the computation that was asked for last; `done`: the last that ended well, to which `cells`
    and all predictions belong."""

    newest: PredictionRun | None
    done: PredictionRun | None
    cells: list[Cell]


class NewRun(Struct):
    """`until`: the last day whose orders count, today where none is given. `holdout_days`: how much of the
    time before it is kept back to check the model, half of it where none is given; 0: no check."""

    until: date | None = None
    holdout_days: Annotated[int, Meta(ge=0, le=3650)] | None = None


class PredictedCustomer(Struct, frozen=True):
    """A customer in the list."""

    name: str
    avatar: str
    external_userid: str | None
    prediction: Prediction


@get("/api/console/predictions", opt=_READERS)
async def overview(ctx: Context, reach: Reach) -> PredictionOverview:
    """复购预测 The models with their fit, and RFM scores over all customers; scoped: the company's models,
    and scores of the customers of the own departments."""
    newest, done = await service.newest(ctx)
    return PredictionOverview(newest, done, await service.cells(ctx, reach))


@post("/api/console/predictions/runs", opt=_ADMINS)
async def start_run(ctx: Context, data: NewRun) -> PredictionRun:
    """重新计算 It runs in the background; one at a time."""
    return await service.start(ctx, data.until, data.holdout_days)


@get("/api/console/predictions/runs/{run_no:int}", opt=_READERS)
async def get_run(ctx: Context, run_no: int) -> PredictionRun:
    """How far one is, or what it found."""
    return await service.run(ctx, run_no)


@get("/api/console/predictions/customers", opt=_READERS)
async def list_predictions(
    ctx: Context,
    reach: Reach,
    sort: Sort = "value",
    rfm_r: Score = None,
    rfm_f: Score = None,
    cursor: str | None = None,
    limit: Annotated[int, Parameter(ge=1, le=200)] = 20,
) -> Page[PredictedCustomer]:
    """Customers by expected value, expected purchases, chance that they have left, or money spent."""
    found = await service.page(ctx, reach, sort, (rfm_r, rfm_f), cursor, limit)
    cards = {
        card.profile_no: card
        for card in await profiles.cards(ctx, [one.profile_no for one in found.items])
    }
    lines = [
        PredictedCustomer(card.name, card.avatar, card.external_userid, one)
        for one in found.items
        if (card := cards.get(one.profile_no)) is not None
    ]
    return Page(lines, found.next_cursor)


@get("/api/console/profiles/{profile_no:int}/prediction", opt=_READERS)
async def of_profile(ctx: Context, reach: Reach, profile_no: int) -> Prediction:
    """One customer's; 404 of who has bought nothing."""
    await reach.require(ctx, profile_no)
    found = await service.of(ctx, profile_no)
    if found is None:
        raise NothingSaid
    return found


routes = [overview, start_run, get_run, list_predictions, of_profile]
