"""通讯录管理 / 部门: the department tree. The root has id 1 and parentid 0."""

from reunion.wecom.registry import DIRECTORY_WRITERS, get, post
from reunion.wecom.wire import UNSET, Answer, Done, Filled, Request, UnsetType, Wire

AREA = "通讯录管理/部门"


class CreateDepartmentRequest(Request):
    """`id` may be chosen by the caller (above 1); `order`: larger comes first."""

    name: Filled
    parentid: int
    name_en: str | None = None
    order: int | None = None
    id: int | None = None


class CreateDepartmentResponse(Answer):
    id: int = 0


class UpdateDepartmentRequest(Request):
    """Only what is given is changed."""

    id: int
    name: str | None = None
    name_en: str | None = None
    parentid: int | None = None
    order: int | None = None


class DepartmentIdRequest(Request):
    id: int


class ListDepartmentsRequest(Request):
    """Without `id` the whole visible tree."""

    id: int | None = None


class Department(Wire):
    id: int
    name: str = ""
    name_en: str | UnsetType = UNSET
    department_leader: list[str] = []
    parentid: int = 0
    order: int = 0


class DepartmentPlace(Wire):
    id: int
    parentid: int = 0
    order: int = 0


class GetDepartmentResponse(Answer):
    department: Department | UnsetType = UNSET


class ListDepartmentsResponse(Answer):
    department: list[Department] = []


class SimplelistDepartmentsResponse(Answer):
    department_id: list[DepartmentPlace] = []


@post(
    "/cgi-bin/department/create",
    area=AREA,
    secrets=DIRECTORY_WRITERS,
    errors=(40058, 60001, 60004, 60008, 60009, 60123, 60125, 81001, 81002, 48002),
    request={"name": "望京店", "name_en": "Wangjing", "parentid": 1, "order": 10, "id": 200},
    response={"errcode": 0, "errmsg": "created", "id": 200},
)
def create(req: CreateDepartmentRequest) -> CreateDepartmentResponse:
    """创建部门

    同一父部门下名称不可重复；部门最多 15 层。
    Create a department below `parentid`.
    """
    ...


@post(
    "/cgi-bin/department/update",
    area=AREA,
    secrets=DIRECTORY_WRITERS,
    errors=(40058, 60003, 60004, 60008, 60009, 60010, 81002, 48002),
    request={"id": 200, "name": "望京一店", "parentid": 1, "order": 20},
    response={"errcode": 0, "errmsg": "updated"},
)
def update(req: UpdateDepartmentRequest) -> Done:
    """更新部门

    只修改给出的字段；不能把部门移到自己的下级。
    Change the given fields of a department.
    """
    ...


@get(
    "/cgi-bin/department/delete",
    area=AREA,
    secrets=DIRECTORY_WRITERS,
    reads=False,
    also=("POST",),
    errors=(40058, 60003, 60005, 60006, 60007, 48002),
    request={"id": "200"},
    response={"errcode": 0, "errmsg": "deleted"},
)
def delete(req: DepartmentIdRequest) -> Done:
    """删除部门

    根部门、还有成员或下级部门的部门不能删除。
    Delete an empty department.
    """
    ...


@get(
    "/cgi-bin/department/get",
    area=AREA,
    errors=(40058, 60003, 60011),
    request={"id": "2"},
    response={
        "errcode": 0,
        "errmsg": "ok",
        "department": {
            "id": 2,
            "name": "北京大区",
            "name_en": "Beijing",
            "department_leader": ["zhangsan"],
            "parentid": 1,
            "order": 10,
        },
    },
)
def get_(req: DepartmentIdRequest) -> GetDepartmentResponse:
    """获取单个部门详情

    One department, with its leaders.
    """
    ...


@get(
    "/cgi-bin/department/list",
    area=AREA,
    errors=(60003, 60011),
    request={"id": "1"},
    response={
        "errcode": 0,
        "errmsg": "ok",
        "department": [
            {"id": 1, "name": "春茶眼镜", "department_leader": [], "parentid": 0, "order": 1},
            {"id": 2, "name": "北京大区", "department_leader": [], "parentid": 1, "order": 10},
        ],
    },
)
def list_(req: ListDepartmentsRequest) -> ListDepartmentsResponse:
    """获取部门列表

    给出 id 时返回该部门及其全部下级；不给时返回应用可见的整棵树。
    A department with all its descendants, or the whole visible tree.
    """
    ...


@get(
    "/cgi-bin/department/simplelist",
    area=AREA,
    errors=(60003, 60011),
    request={"id": "1"},
    response={
        "errcode": 0,
        "errmsg": "ok",
        "department_id": [{"id": 2, "parentid": 1, "order": 10}],
    },
)
def simplelist(req: ListDepartmentsRequest) -> SimplelistDepartmentsResponse:
    """获取子部门 ID 列表

    Ids, parents and order of a department and all its descendants.
    """
    ...
