"""成员: staff of a company, from joining to leaving."""
