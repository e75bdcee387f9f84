"""Department paths such as `春茶眼镜/华东区/南京路店`: found, or planned with a negative id."""

from reunion.core.errors import Invalid, Text
from reunion.platform.directory import rules
from reunion.platform.directory.imports.model import Snapshot
from reunion.platform.directory.model import MOST_LEVELS, ROOT, Department, Member


class UnusablePath(Exception):
    """`why` is for the reader."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(path)
        self.path = path
        self.why = why


class Paths:
    """`made`: the departments that the paths ask for and that do not exist, parents first."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._by_place = {(d.parent_id, d.name): d.id for d in snapshot.departments}
        self._ids = {d.id for d in snapshot.departments}
        self._home: dict[int, int] = {}
        self._found: dict[str, int] = {}
        self.made: list[Department] = []

    def find(self, path: str) -> int:
        """The id of the department at this path; an id in digits will do too."""
        if path not in self._found:
            self._found[path] = self._walk(path)
        return self._found[path]

    def _walk(self, path: str) -> int:
        names = [name.strip() for name in path.strip().strip("/").split("/")]
        if len(names) == 1 and names[0].isdigit() and (ROOT, names[0]) not in self._by_place:
            if int(names[0]) not in self._ids:
                raise UnusablePath(
                    path, Text("没有这个编号的部门", "there is no department with this id")
                )
            return int(names[0])
        if names[0] == self._snapshot.root_name:
            names = names[1:]
        if len(names) + 1 > MOST_LEVELS:
            raise UnusablePath(
                path,
                Text(f"部门最多 {MOST_LEVELS} 层", f"departments go {MOST_LEVELS} levels deep"),
            )
        here = ROOT
        for name in names:
            here = self._by_place.get((here, name)) or self._make(path, here, name)
        return here

    def _make(self, path: str, parent_id: int, name: str) -> int:
        try:
            rules.department_name(name)
        except Invalid as error:
            raise UnusablePath(path, next(iter(error.fields.values()))) from None
        new = Department(-len(self.made) - 1, parent_id, name, 0)
        self._home[new.id] = self._home.get(parent_id, parent_id)
        self._by_place[parent_id, name] = new.id
        self.made.append(new)
        return new.id

    def check_scope(self, ids: list[int], before: Member | None) -> None:
        """A scoped administrator puts members into his departments only, and takes them out of
        his only. New departments count as the existing one they hang below."""
        allowed = self._snapshot.allowed
        if allowed is None:
            return
        had = set(before.departments) if before else set()
        for department_id in set(ids) ^ had:
            if self._home.get(department_id, department_id) not in allowed:
                raise UnusablePath(
                    "",
                    Text("这个部门不在您的管理范围内", "outside the departments that you manage"),
                )
