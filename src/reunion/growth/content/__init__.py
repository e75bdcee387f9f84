"""内容: what members send to customers, each sending a link of its own, and who read how far."""
