"""客户档案 in the console."""

from reunion.growth.profiles import list_routes, page_routes, privacy_routes

routes = [*list_routes.routes, *page_routes.routes, *privacy_routes.routes]
