"""Modules below that have pictures ask here whether an upload may become one."""

from reunion.platform.corps.service import claims_pictures
from reunion.platform.media.service import publish

claims_pictures(publish)
