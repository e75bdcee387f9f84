"""Content's part of a person's export and erasure."""

from reunion.growth.content import erasure
from reunion.growth.profiles import stores

stores.register("content", export=erasure.export, erase=erasure.erase)
