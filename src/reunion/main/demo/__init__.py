"""春茶眼镜, an optical chain: the example company that a new installation shows.

Its customers are the 2,357 people of the CDNOW sample with their 6,919 purchases, under Chinese names.
"""

from reunion.main.demo.building import build

__all__ = ["build"]
