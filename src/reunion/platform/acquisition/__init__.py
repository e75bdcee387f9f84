"""获客助手: links outside WeChat that bring customers, each of whom takes one use when she begins to talk."""
