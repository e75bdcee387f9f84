"""企业客户标签: the corp's tag groups and tags. Which follow carries which tag is kept by contacts."""
