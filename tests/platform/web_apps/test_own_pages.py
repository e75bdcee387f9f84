"""Every company has the app of the server's own pages, and its pages are where the server is."""

from pathlib import Path

from reunion.core.crypto import Vault
from reunion.core.db import Database
from reunion.platform.web_apps import own_pages


async def test_the_pages_follow_the_server_and_a_deleted_app_stays_deleted(
    database_url: str, tmp_path: Path
) -> None:
    db, vault = Database(database_url, max_size=2), Vault.open(tmp_path / "key")
    await db.open()
    try:
        async with db.connection() as connection:
            await connection.execute(
                "INSERT INTO corp (wire_id, name) VALUES ('wa', 'a'), ('wb', 'b')"
            )

            async def tools() -> list[str]:
                rows = await connection.fetch("SELECT url FROM chat_tool ORDER BY url")
                return [row["url"] for row in rows]

            await own_pages.ensure_everywhere(db, vault, "https://old.example.com")
            old = "https://old.example.com/app/sidebar?corp="
            assert await tools() == [f"{old}wa", f"{old}wb"]
            await connection.execute(
                """DELETE FROM app WHERE id = (SELECT o.app_id FROM own_page_app o
                       JOIN corp c ON c.id = o.corp_id WHERE c.wire_id = 'wb')"""
            )
            await own_pages.ensure_everywhere(db, vault, "https://new.example.com")
            assert await tools() == ["https://new.example.com/app/sidebar?corp=wa"]
            await connection.execute("INSERT INTO corp (wire_id, name) VALUES ('wc', 'c')")
            await own_pages.ensure_everywhere(db, vault, "https://new.example.com")
            new = "https://new.example.com/app/sidebar?corp="
            assert await tools() == [f"{new}wa", f"{new}wc"]
    finally:
        await db.close()
