"""Files that are generated and committed are as the code is now."""

from reunion.main.postgres import EmbeddedPostgres
from tools import configuration_page, coverage_page, schema


def test_the_configuration_page_is_current():
    page = configuration_page.PAGE.read_text("utf-8")
    assert page == configuration_page.page(), "run `make pages` and commit the page"


def test_the_coverage_page_is_current():
    page = coverage_page.PAGE.read_text("utf-8")
    assert page == coverage_page.page(), "run `make pages` and commit the page"


async def test_schema_sql_is_current(cluster: EmbeddedPostgres):
    committed = schema.PAGE.read_text("utf-8")
    assert committed == await schema.build(cluster, "schema_page"), "run `make pages` and commit it"
