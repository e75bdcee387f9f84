"""客户档案: everybody that a company knows, one profile a person, whatever she is known by."""
