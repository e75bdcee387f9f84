"""Content's part of a person's export and erasure, and of the channels that customers came by."""

from reunion.growth.content import erasure, posters
from reunion.growth.mirror.channels import knows_channels
from reunion.growth.profiles import stores

stores.register("content", export=erasure.export, erase=erasure.erase)
knows_channels("posters")(posters.channels)
