"""The WeCom protocol, declared once: endpoints, callbacks, error codes, signing and a client."""
