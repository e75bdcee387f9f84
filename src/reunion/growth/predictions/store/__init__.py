"""All SQL of 复购预测: computations (runs.py), what they say of customers (customers.py), and the copy of
that in the engine (facts.py)."""
