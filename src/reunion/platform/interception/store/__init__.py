"""SQL on `intercept_rule`, `sensitive_act`, `intercept_hit` and `intercept_seen`."""
