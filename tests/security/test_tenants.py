"""Two companies on one server: neither sees, changes or even learns of anything of the other's."""

import asyncio
import hashlib
import io
import re
from typing import Any

import pytest
from PIL import Image
from pyroaring import BitMap

from reunion.core.clock import clock
from reunion.core.context import Context
from reunion.growth.profiles import service as profiles
from reunion.growth.profiles.model import Identity, Known
from reunion.growth.segments import service as segments
from reunion.growth.segments.broadcasts import service as broadcasts
from tests.factories.archiving import ARCHIVE
from tests.factories.beside_chats import noted, sidebar
from tests.factories.chatting import pair
from tests.factories.company import Caller, Company, customer
from tests.factories.mirroring import in_corp
from tests.factories.papers import without_fonts
from tests.security.possessions import MARK, begun, bought, known_people, talked_about
from tests.security.test_who_may_call import UNSAFE, written_down


async def sent_to(ctx: Context, segment_id: int, profile_no: int) -> int:
    """A broadcast to a segment with that person in it."""
    segment = await segments.get(ctx, segment_id)
    return (await broadcasts.begin(ctx, segment, BitMap([profile_no]), MARK, "their key")).id


async def tagged(ctx: Context) -> tuple[int, int]:
    """A tag of growth's, and somebody to put it on."""
    [tag_no] = await profiles.put_tags(ctx, [(MARK, f"{MARK}标签", None)])
    known = Known((Identity("member_no", MARK),), "import", ctx.now, {"name": f"{MARK}客"})
    [profile_no] = await profiles.learn(ctx, [known])
    return tag_no, profile_no


@pytest.fixture
async def theirs(other_company: Company) -> dict[str, Any]:
    """A company with something of everything."""
    lin = other_company.console()
    await lin.ok("PATCH", "/api/console/corp", json={"name": MARK, "full_name": f"{MARK}公司"})
    await lin.ok("POST", "/api/console/departments", json={"name": "占位", "parent_id": 1})
    department = await lin.ok(
        "POST", "/api/console/departments", json={"name": f"{MARK}部", "parent_id": 1}
    )
    userid = f"secret{other_company.corp_id}"
    member = await other_company.add_member(userid, f"{MARK}员", departments=[department["id"]])
    member_tag = await lin.ok("POST", "/api/console/member-tags", json={"name": f"{MARK}签"})
    items = {"add_members": [userid]}
    await lin.ok("PUT", f"/api/console/member-tags/{member_tag['id']}/items", json=items)
    body = {"name": f"{MARK}组", "tags": [{"name": f"{MARK}客户签"}]}
    group = await lin.ok("POST", "/api/console/tags/groups", json=body)
    body = {"userids": [userid], "remark": f"{MARK}码", "state": "s"}
    way = await lin.ok("POST", "/api/console/contact-ways", json=body)
    body = {"name": f"{MARK}链接", "userids": [userid]}
    link = await lin.ok("POST", "/api/console/acquisition/links", json=body)
    app = await lin.ok("POST", "/api/console/apps", json={"name": f"{MARK}应用", "description": ""})
    web = f"/api/console/apps/{app['id']}/web"
    await lin.ok("PUT", f"{web}/domains", json={"domains": ["crm.example.com"]})
    tool = {"name": f"{MARK}工具", "url": "https://crm.example.com/"}
    tool = await lin.ok("POST", f"{web}/tools", json=tool)
    visitor = customer(other_company.reunion, f"{MARK}客")
    added = await visitor.ok("POST", f"/api/app/ways/{way['slug']}/add", json={})
    desk = other_company.desk(userid)
    said = {"client_id": "c1", "kind": "text", "content": {"text": f"{MARK}话"}}
    chat = f"/api/desk/conversations/{added['conversation_id']}"
    await desk.ok("POST", f"{chat}/messages", json=said)
    (one,) = (await lin.ok("GET", "/api/console/customers"))["items"]
    picture = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(picture, "PNG")
    media = await desk.ok(
        "POST", "/api/desk/media", files={"file": (f"{MARK}.png", picture.getvalue(), "image/png")},
        data={"kind": "image"},
    )  # fmt: skip
    body = {"kind": "image"}
    cover = await lin.ok(
        "POST", "/api/console/media", files={"file": ("p.png", picture.getvalue(), "image/png")},
        data=body,
    )  # fmt: skip
    body = {"description": f"{MARK}品", "price": 1, "picture_ids": [cover["id"]]}
    product = await lin.ok("POST", "/api/console/products", json=body)
    view = {"name": f"{MARK}视图", "filters": {}, "shared": True}
    view = await lin.ok("POST", "/api/console/lists/customers/views", json=view)
    ids = [other_company.members[one] for one in ("zhou", "chen")]
    room = await desk.ok("POST", "/api/desk/rooms", json={"title": f"{MARK}群", "member_ids": ids})
    body = {"name": f"{MARK}客户群", "contact_ids": [one["contact_id"]]}
    gathered = await desk.ok("POST", "/api/desk/groups", json=body)
    body = {"group_ids": [gathered["id"]], "remark": f"{MARK}进群码"}
    join_way = await lin.ok("POST", "/api/console/join-ways", json=body)
    body = {"text": f"{MARK}入群欢迎"}
    template = await lin.ok("POST", "/api/console/group-welcome-templates", json=body)
    body = {"words": [MARK], "text": f"{MARK}答"}
    reply = await lin.ok("POST", "/api/console/group-replies", json=body)
    body = {"name": f"{MARK}规则", "words": [MARK]}
    guard = await lin.ok("POST", "/api/console/group-guards", json=body)
    [label] = await lin.ok("POST", "/api/console/group-labels", json={"name": f"{MARK}群签"})
    sent = {"text": f"{MARK}群发", "audience": {"userids": [userid]}}
    broadcast = await lin.ok("POST", "/api/console/broadcasts", json=sent)
    moment, post, comment = await talked_about(lin, desk, visitor, userid)
    words = {"name": f"{MARK}规则", "action": "warn", "words": [MARK], "department_ids": [1]}
    rule = await lin.ok("POST", "/api/console/interception/rules", json=words)
    group_of_rules = {
        "kind": "customer",
        "name": f"{MARK}规则",
        "admins": [userid],
        "userids": [userid],
    }
    rules = await lin.ok("POST", "/api/console/rule-groups", json=group_of_rules)
    await lin.ok("POST", f"{ARCHIVE}/members", json={"userids": [userid], "edition": "service"})
    await lin.ok("PUT", f"{ARCHIVE}/officers/lin")
    look = await lin.ok("POST", f"{ARCHIVE}/looks", json={"purpose": f"{MARK}目的"})
    sessions = await lin.ok("GET", "/api/console/sessions")
    due = {"contact_id": one["contact_id"], "text": MARK, "due_at": clock.now().isoformat()}
    promise = await desk.ok("POST", "/api/desk/promises", json=due)
    to_zhou = {"among": "members", "userids": ["zhou"]}
    plan = {"handover_userid": userid, "rule": to_zhou, "message": MARK}
    plan = await lin.ok("POST", "/api/console/handover-plans", json=plan)
    handover = await begun(lin)
    body = {"kind": "supplier", "name": f"{MARK}供应商", "keepers": [userid]}
    partner = await lin.ok("POST", "/api/console/partners", json=body)
    where = f"/api/console/customers/{one['external_userid']}/partner"
    await lin.ok("PUT", where, json={"partner_id": partner["id"], "position": MARK})
    known = {"kind": "attribute", "field": "name", "is": "known"}
    body = {"name": f"{MARK}人群", "definition": known}
    segment = await lin.ok("POST", "/api/console/segments", json=body)
    where = f"/api/console/segments/{segment['id']}/snapshots"
    snapshot = await lin.ok("POST", where, json={"name": f"{MARK}快照"})
    profile = await known_people(other_company)
    tag_no, profile_no = in_corp(other_company, tagged)
    body = {"name": f"{MARK}标签规则", "definition": known, "tag_nos": [tag_no]}
    tag_rule = await lin.ok("POST", "/api/console/tag-rules", json=body)
    body = {"name": f"{MARK}打标", "source": {"profile_nos": [profile_no]}, "add": [tag_no]}
    tag_batch = await lin.ok("POST", "/api/console/tag-batches", json=body)
    sent = in_corp(other_company, lambda ctx: sent_to(ctx, segment["id"], profile_no))
    folder = await lin.ok("POST", "/api/console/content-folders", json={"name": MARK})
    paper = {"file": ("报告.pdf", without_fonts(), "application/pdf")}
    report = await lin.ok("POST", "/api/console/content-files", files=paper)
    kept = {"kind": "report", "title": MARK, "body": {"file": report["id"]}}
    content = await lin.ok("POST", "/api/console/content", json=kept)
    words = {"category": MARK, "text": MARK}
    quick_reply = await lin.ok("POST", "/api/console/quick-replies", json=words)
    asked = {"title": MARK, "fields": [{"key": "a", "type": "text", "label": MARK}]}
    form = await lin.ok("POST", "/api/console/forms", json=asked)
    sender = {"name": MARK, "user_kind": "member_no"}
    source = await lin.ok("POST", "/api/console/tracking/sources", json=sender)
    table = {"file": (f"{MARK}.csv", f"phone,name\n13800009999,{MARK}\n".encode(), "text/csv")}
    file = await lin.ok("POST", "/api/console/imports", data={"kind": "customers"}, files=table)
    groups = await other_company.open().post("/externalcontact/groupchat/list", limit=1)
    run_no = await bought(other_company, profile["profile_no"])
    await settled(other_company)
    return {
        **profile,
        "tag_rule_id": tag_rule["id"],
        "tag_batch_id": tag_batch["id"],
        "segment_id": segment["id"],
        "snapshot_id": snapshot["id"],
        "segment_broadcast_id": sent,
        "folder_id": folder["id"],
        "content_id": content["id"],
        "version": 1,
        "quick_reply_id": quick_reply["id"],
        "form_id": form["id"],
        "department_id": department["id"],
        "userid": userid,
        "member_id": member,
        "contact_id": one["contact_id"],
        "external_userid": one["external_userid"],
        "conversation_id": added["conversation_id"],
        "seq": 1,
        "tag_id": group["tags"][0]["id"],
        "member_tag_id": member_tag["id"],
        "way_id": way["id"],
        "config_id": way["config_id"],
        "link_key": link["id"],
        "rule_group_id": rules["id"],
        "product_key": product["id"],
        "partner_id": partner["id"],
        "app_id": app["id"],
        "tool_id": tool["id"],
        "follow_up_id": noted(other_company, userid, MARK),
        "delivery_id": 1,
        "list_name": "customers",
        "view_id": view["id"],
        "room_id": room["id"],
        "group_id": gathered["id"],
        "chat_id": groups["group_chat_list"][0]["chat_id"],
        "join_way_id": join_way["id"],
        "template_id": template["template_id"],
        "label_id": label["id"],
        "reply_id": reply["id"],
        "guard_id": guard["id"],
        "rule_id": rule["rule_id"],
        "look_id": look["id"],
        "broadcast_id": broadcast["id"],
        "moment_id": moment,
        "post_id": post,
        "comment_id": comment,
        "promise_id": promise["id"],
        "plan_id": plan["id"],
        "handover_id": handover["id"],
        "media_id": media["id"],
        "session_id": sessions["items"][0]["id"],
        "source_no": source["source_no"],
        "run_no": run_no,
        "import_no": file["import_no"],
        "corp_id": other_company.corp_id,
        "wire_id": other_company.wire_id,
    }


async def settled(company: Company) -> None:
    """Returns when what follows from the company's changes has been done too."""

    async def waiting() -> int:
        async with company.reunion.db.connection() as c:
            return await c.fetchval(
                """SELECT (SELECT count(*) FROM event WHERE corp_id = $1 AND NOT relayed)
                        + (SELECT count(*) FROM wecom_renumbered WHERE corp_id = $1)""",
                company.corp_id,
            )

    async with asyncio.timeout(30):
        while company.reunion.run(waiting):  # noqa: ASYNC110 (the relay is in another thread)
            await asyncio.sleep(0.05)


def has_ids(path: str) -> bool:
    """Whether a path leads to something of one company; the names of lists and acts are everybody's."""
    return "{" in path.replace("{list_name:str}", "").replace("{act:str}", "")


def address(path: str, theirs: dict[str, Any]) -> str:
    """The path with the other company's ids in it."""

    def value(found: re.Match[str]) -> str:
        name = found[1]
        if name == "tag_id" and "member-tags" in path:
            name = "member_tag_id"
        return str(theirs[name])

    return re.sub(r"\{(\w+):\w+\}", value, path)


def state_of(company: Company) -> dict[str, str]:
    """A digest of every row that the company has, by table, without what workers keep up behind it."""

    async def read() -> dict[str, str]:
        async with company.reunion.db.connection() as c:
            tables = await c.fetch(
                """SELECT DISTINCT table_name FROM information_schema.columns
                   WHERE column_name = 'corp_id' AND table_schema = 'public'
                     AND table_name NOT IN ('session', 'event_retry', 'callback_delivery',
                       'message_search',
                       'archive_entry', 'talk_day', 'talk_count',
                       'group_talk', 'group_talk_day', 'tracking_inbox', 'tracking_message')"""
            )
            found: dict[str, str] = {}
            for (table,) in tables:
                shown = "to_jsonb(t) - 'relayed'" if table == "event" else "to_jsonb(t)"
                rows = await c.fetchval(
                    f"""SELECT coalesce(string_agg(r, '|' ORDER BY r), '')
                        FROM (SELECT ({shown})::text AS r FROM {table} t WHERE corp_id = $1) x""",
                    company.corp_id,
                )
                found[table] = hashlib.sha256(rows.encode()).hexdigest()
            return found

    return company.reunion.run(read)


def callers_of(company: Company) -> dict[str, Caller]:
    """Somebody at each surface, with all the rights that there are."""
    chat = pair(company, "zhou", "自己的客人")
    return {
        "console": company.console(), "desk": chat.desk, "app": chat.app, "sidebar": sidebar(company)
    }  # fmt: skip


BODIES: dict[str, Any] = {
    "/api/console/imports/{import_no:int}/preview": {"columns": {}},
    "/api/console/imports/{import_no:int}/start": {"mapping": {"columns": {"phone": "phone"}}},
    "/api/sidebar/customers/{profile_no:int}/follow-ups": {"text": "夺取"},
    "/api/console/apps/{app_id:int}/web/domains": {"domains": []},
    "/api/console/apps/{app_id:int}/web/tools": {"name": "x", "url": "https://crm.example.com/"},
    "/api/console/departments/{department_id:int}": {"name": "夺取"},
    "/api/console/members/{userid:str}": {"name": "夺取"},
    "/api/console/members/{userid:str}/password": {"new": "a password of mine"},
    "/api/console/roles/{userid:str}": {"role": "admin"},
    "/api/console/member-tags/{tag_id:int}": {"name": "夺取"},
    "/api/console/member-tags/{tag_id:int}/items": {"add_members": ["zhou"]},
    "/api/console/tags/{tag_id:str}": {"name": "夺取"},
    "/api/console/contact-ways/{way_id:int}": {"remark": "夺取"},
    "/api/console/acquisition/links/{link_key:int}": {"name": "夺取"},
    "/api/console/products/{product_key:int}": {"description": "夺取"},
    "/api/console/partners/{partner_id:int}": {"name": "夺取"},
    "partner": {"partner_id": 1},
    "/api/console/rule-groups/{rule_group_id:int}": {"name": "夺取"},
    "/api/console/apps/{app_id:int}": {"name": "夺取"},
    "/api/console/apps/{app_id:int}/callback": {
        "url": "http://127.0.0.1:9/x", "token": "t", "encoding_aes_key": "a" * 43
    },
    "/api/console/welcomes/members/{userid:str}": {"text": "夺取", "attachments": []},
    "/api/console/interception/rules/{rule_id:str}": {
        "name": "夺取", "action": "warn", "words": ["夺取"], "department_ids": [1]
    },
    "/api/app/conversations/{conversation_id:int}/archive": {"agreed": True},
    "/api/desk/customers/{contact_id:int}": {"remark": "夺取"},
    "/api/desk/customers/{contact_id:int}/tags": {"add": [], "remove": []},
    "/api/desk/rooms/{room_id:int}": {"title": "夺取"},
    "/api/desk/rooms/{room_id:int}/members": {"member_ids": [1]},
    "/api/console/groups/{group_id:int}/owner": {"userid": "zhou"},
    "/api/console/groups/{group_id:int}/labels": {"label_ids": []},
    "/api/console/group-labels/{label_id:int}": {"name": "夺取"},
    "/api/console/group-welcome-templates/{template_id:str}": {"text": "夺取"},
    "/api/console/join-ways/{join_way_id:int}": {"group_ids": [1], "remark": "夺取"},
    "/api/console/group-replies/{reply_id:int}": {"words": ["夺取"], "text": "夺取"},
    "/api/console/group-guards/{guard_id:int}": {"name": "夺取", "links": True},
    "/api/console/segments/{segment_id:int}": {
        "name": "夺取", "version": 1, "definition": {"kind": "tags", "any_of": [1]}
    },
    "/api/console/profiles/{profile_no:int}": {"values": {"name": "夺取"}},
    "/api/console/profile-fields/{field_no:int}": {"name": "夺取"},
    "merge": {"profile_no": 1},
    "split": {"identities": [{"kind": "openid", "value": "o18"}]},
    "consents": {"purpose": "marketing", "given": True},
    "/api/console/tag-rules/{tag_rule_id:int}": {
        "name": "夺取", "tag_nos": [1], "definition": {"kind": "tags", "any_of": [1]}
    },
    "switch": {"on": True},
    "/api/console/content-folders/{folder_id:int}": {"name": "夺取"},
    "/api/console/content/{content_id:int}": {
        "kind": "link", "title": "夺取", "body": {"url": "https://example.com/"}
    },
    "restore": {"version": 1},
    "shares": {"content_id": 1},
    "revoke": {"write_key": "夺取"},
    "/api/console/quick-replies/{quick_reply_id:int}": {"category": "夺取", "text": "夺取"},
    "/api/desk/quick-replies/{quick_reply_id:int}": {"category": "夺取", "text": "夺取"},
    "/api/sidebar/quick-replies/{quick_reply_id:int}": {"category": "夺取", "text": "夺取"},
    "/api/console/forms/{form_id:int}": {
        "title": "夺取", "fields": [{"key": "a", "type": "text", "label": "夺取"}]
    },
    "/api/console/segments/{segment_id:int}/broadcasts": {"text": "夺取", "key": "a key of theirs"},
    "keep": {"group_id": 1},
    "/api/desk/groups/{group_id:int}/owner": {"member_id": 1},
    "notice": {"text": "夺取", "tell": True},
    "removals": {"principal_ids": [1]},
    "admins": {"member_ids": [1]},
    "nickname": {"nickname": "夺取"},
    "/api/app/contacts/{member_id:int}": {"remark": "夺取"},
    "preferences": {"marketing": False, "service": False},
    "messages": {"client_id": "x", "kind": "text", "content": {"text": "夺取"}},
    "read": {"seq": 1},
    "comments": {"text": "夺取"},
}  # fmt: skip


async def test_their_ids_lead_nowhere(
    company: Company, other_company: Company, theirs: dict[str, Any]
) -> None:
    callers, before, wrong = callers_of(company), state_of(other_company), list[str]()
    for method, path in written_down():
        surface = path.split("/")[2] if path.startswith("/api/") else ""
        if surface not in callers or not has_ids(path) or "{slug" in path:
            continue
        body = BODIES.get(path, BODIES.get(path.rsplit("/", 1)[-1], {}))
        given = {"json": body} if method in UNSAFE - {"DELETE"} else {}
        answer = await callers[surface].request(method, address(path, theirs), **given)
        if answer.status_code not in (403, 404) or MARK in answer.text:
            wrong.append(f"{method} {path}: {answer.status_code} {answer.text[:200]}")
    assert wrong == []
    assert state_of(other_company) == before


async def test_the_same_ids_lead_their_owner_there(
    other_company: Company, theirs: dict[str, Any]
) -> None:
    """Otherwise the test above would prove nothing."""
    console = other_company.console()
    reached: list[str] = []
    for method, path in written_down():
        if method != "GET" or not path.startswith("/api/console/") or not has_ids(path):
            continue
        answer = await console.get(address(path, theirs))
        if answer.status_code == 200:
            reached.append(path)
    missing = {
        path
        for method, path in written_down()
        if method == "GET" and path.startswith("/api/console/") and has_ids(path)
    }
    assert missing - set(reached) == {"/api/console/deliveries/{delivery_id:int}"}
    seen = [await console.get(path) for path in ("/api/console/members", "/api/console/customers")]
    assert all(MARK in answer.text for answer in seen)


@pytest.mark.long
async def test_no_list_shows_them(company: Company, theirs: dict[str, Any]) -> None:
    callers, wrong = callers_of(company), list[str]()
    filters: list[dict[str, Any]] = [
        {},
        {"q": MARK},
        {"department_id": theirs["department_id"], "member": theirs["userid"]},
        {"tag": theirs["tag_id"], "app_id": theirs["app_id"], "actor": "林晓"},
        {"conversation_id": theirs["conversation_id"], "q": "机密"},
    ]
    for method, path in written_down():
        surface = path.split("/")[2] if path.startswith("/api/") else ""
        if surface not in callers or method != "GET" or has_ids(path):
            continue
        for query in filters:
            answer = await callers[surface].get(address(path, theirs), params=query)
            if MARK in answer.text or MARK.encode() in answer.content or answer.status_code >= 500:
                wrong.append(f"{path} {query}: {answer.status_code} {answer.text[:200]}")
    assert wrong == []


async def test_their_picture_is_not_shown(company: Company, theirs: dict[str, Any]) -> None:
    for caller in callers_of(company).values():
        answer = await caller.get(f"/media/{theirs['media_id']}")
        assert answer.status_code in (401, 403, 404)


async def test_programs_do_not_reach_them(
    company: Company, other_company: Company, theirs: dict[str, Any]
) -> None:
    contacts, customers = company.open("contacts"), company.open("customer_contact")
    chat = pair(company, "zhou", "自己的客人")
    mine = f"wm{chat.app.principal_id:030d}"
    t, userid, before = theirs, theirs["userid"], state_of(other_company)
    asked = [
        await contacts.get("/department/get", id=t["department_id"]),
        await contacts.get("/department/list", id=t["department_id"]),
        await contacts.get("/department/delete", id=t["department_id"]),
        await contacts.post("/department/update", id=t["department_id"], name="夺取"),
        await contacts.post("/department/create", name="夺取", parentid=t["department_id"]),
        await contacts.get("/user/get", userid=userid),
        await contacts.get("/user/delete", userid=userid),
        await contacts.post("/user/batchdelete", useridlist=[userid]),
        await contacts.post("/user/update", userid=userid, name="夺取"),
        await contacts.post("/user/update", userid="zhou", direct_leader=[userid]),
        await contacts.post("/user/update", userid="zhou", department=[t["department_id"]]),
        await contacts.get("/user/list", department_id=t["department_id"], fetch_child=1),
        await contacts.get("/user/simplelist", department_id=t["department_id"]),
        await contacts.get("/tag/get", tagid=t["member_tag_id"]),
        await contacts.post("/tag/addtagusers", tagid=t["member_tag_id"], userlist=["zhou"]),
        await customers.get("/externalcontact/get", external_userid=t["external_userid"]),
        await customers.get("/externalcontact/list", userid=userid),
        await customers.post("/externalcontact/batch/get_by_user", userid_list=[userid]),
        await customers.post(
            "/externalcontact/remark", userid=userid, external_userid=t["external_userid"], remark="x"
        ),
        await customers.post(
            "/externalcontact/mark_tag", userid="zhou", external_userid=mine, add_tag=[t["tag_id"]]
        ),
        await customers.post(
            "/externalcontact/mark_tag",
            userid=userid, external_userid=t["external_userid"], remove_tag=[t["tag_id"]],
        ),
        await customers.post("/externalcontact/get_contact_way", config_id=t["config_id"]),
        await customers.post("/externalcontact/del_contact_way", config_id=t["config_id"]),
        await customers.post("/externalcontact/update_contact_way", config_id=t["config_id"]),
        await customers.post("/externalcontact/add_contact_way", type=1, scene=2, user=[userid]),
        await customers.post("/externalcontact/del_corp_tag", tag_id=[t["tag_id"]]),
        await customers.post("/externalcontact/edit_corp_tag", id=t["tag_id"], name="夺取"),
    ]  # fmt: skip
    for number, answer in enumerate(asked):
        assert answer["errcode"] != 0, (number, answer)
        assert MARK not in str(answer), (number, answer)
    everything = [
        await contacts.get("/department/list"),
        await contacts.get("/user/list", department_id=1, fetch_child=1),
        await contacts.get("/tag/list"),
        await customers.post("/externalcontact/get_corp_tag_list", tag_id=[t["tag_id"]]),
        await customers.post("/externalcontact/list_contact_way"),
        await customers.get("/externalcontact/get_follow_user_list"),
    ]
    for answer in everything:
        assert MARK not in str(answer)
        assert userid not in str(answer)
    assert state_of(other_company) == before


async def test_a_secret_is_of_one_company(company: Company, other_company: Company) -> None:
    mine, their = company.open("contacts"), other_company.open("contacts")
    crossed = await mine.get("/gettoken", corpid=company.wire_id, corpsecret=their.secret)
    assert crossed["errcode"] == 40001
    assert "access_token" not in crossed
