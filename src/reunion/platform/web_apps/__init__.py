"""网页应用: web pages of apps, which learn who opened them (OAuth2) and what chat they are in (JS-SDK)."""
