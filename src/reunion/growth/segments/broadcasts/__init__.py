"""Broadcasts to segments through WeCom: asked for once, made by the worker, exact after a kill -9."""
