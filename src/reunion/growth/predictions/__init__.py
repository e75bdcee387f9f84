"""复购预测: how often and for how much each customer will buy again, and who is probably gone."""
