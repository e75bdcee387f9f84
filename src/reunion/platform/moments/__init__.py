"""客户朋友圈: what members post, whom it is shown to, and what customers say to it."""
