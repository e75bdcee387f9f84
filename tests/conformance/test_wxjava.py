"""WxJava, unchanged, in a JVM of its own; skipped with its reason where it cannot run."""

import asyncio
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conformance.conftest import Shop
from tests.factories.archiving import switch_on

FOLDER = Path(__file__).with_name("wxjava")
READ = {
    "followers": "true", "customers": "true", "remark": "陈女士", "batch": "1", "tag": "双休",
    "tags": "1", "way": "柜台", "broadcasts": "1", "tasks": "1", "sends": "1", "results": "1",
    "link": "搜索", "links": "true", "brought": "0", "opened": "0", "uses": "0", "album": "0",
    "archived": "true", "agreed": "Disagree", "room": "门店群",
}  # fmt: skip


def classpath(folder: Path) -> str:
    """Of WxJava as Maven has it on this machine; nothing is downloaded here (`make deps-wxjava`)."""
    for program in ("java", "mvn"):
        if shutil.which(program) is None:
            pytest.skip(f"WxJava needs a JDK and Maven; there is no {program} on this machine")
    file = folder / "classpath"
    command = [
        "mvn", "-o", "-q", "-B", "-f", str(FOLDER / "pom.xml"), "dependency:build-classpath",
        f"-Dmdep.outputFile={file}",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.skip("WxJava is not in the local Maven repository: run `make deps-wxjava`")
    return file.read_text("utf-8").strip()


@pytest.mark.proves(
    "externalcontact/add_contact_way",
    "externalcontact/add_corp_tag",
    "externalcontact/add_msg_template",
    "externalcontact/batch/get_by_user",
    "externalcontact/cancel_groupmsg_send",
    "externalcontact/customer_acquisition/create_link",
    "externalcontact/customer_acquisition/customer",
    "externalcontact/customer_acquisition/delete_link",
    "externalcontact/customer_acquisition/get",
    "externalcontact/customer_acquisition/list_link",
    "externalcontact/customer_acquisition/statistic",
    "externalcontact/customer_acquisition/update_link",
    "externalcontact/customer_acquisition_quota",
    "externalcontact/del_contact_way",
    "externalcontact/del_corp_tag",
    "externalcontact/edit_corp_tag",
    "externalcontact/get",
    "externalcontact/get_contact_way",
    "externalcontact/get_corp_tag_list",
    "externalcontact/get_follow_user_list",
    "externalcontact/get_group_msg_result",
    "externalcontact/get_groupmsg_list_v2",
    "externalcontact/get_groupmsg_send_result",
    "externalcontact/get_groupmsg_task",
    "externalcontact/get_product_album_list",
    "externalcontact/list",
    "externalcontact/mark_tag",
    "externalcontact/remark",
    "externalcontact/remind_groupmsg_send",
    "externalcontact/update_contact_way",
    "msgaudit/check_single_agree",
    "msgaudit/get_permit_user_list",
    "msgaudit/groupchat/get",
)
async def test_customer_contact_and_archive(shop: Shop, tmp_path: Path) -> None:
    jars = classpath(tmp_path)
    await switch_on(shop.company, "zhou", "chen")
    room = {"title": "门店群", "member_ids": [shop.company.members[one] for one in ("chen", "lin")]}
    room = await shop.company.desk("zhou").ok("POST", "/api/desk/rooms", json=room)
    given = [
        shop.base_url, shop.corpid, shop.workbench_secret, "zhou", shop.met.external_userid,
        shop.company.open("archive").secret, f"wr{room['id']}",
    ]  # fmt: skip
    command = [
        "java", "-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8", "-cp", jars,
        str(FOLDER / "Calls.java"), *given,
    ]  # fmt: skip
    done = await asyncio.to_thread(
        subprocess.run, command, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert dict(line.split("=", 1) for line in done.stdout.splitlines() if "=" in line) == READ
