"""What goes wrong between us and the engine."""

from reunion.core.errors import AppError


class EngineError(AppError):
    """The engine did not answer, or refused the statement; `reason` is in its own words."""

    errcode = -1
    status = 503
    code = "engine_unavailable"
    title_zh = "分析引擎暂时不可用，请稍后再试"
    title_en = "The analytics engine is not available; please try again later"

    def __str__(self) -> str:
        """For logs; people are told the title alone."""
        return f"{super().__str__()}: {self.fields.get('reason', '')}"


class SetsError(EngineError):
    """The owner of the sets did not answer, or its engine refused."""
