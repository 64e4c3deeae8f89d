"""A browser in two words, from what it says of itself; nothing else of that is kept."""

# The first that is found counts: many browsers also name those they descend from.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser/": "Samsung Internet",
    "Firefox/": "Firefox",
    "FxiOS/": "Firefox",
    "CriOS/": "Chrome",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "CrOS": "ChromeOS",
    "Windows": "Windows",
    "Mac OS X": "Mac",
    "Linux": "Linux",
}


def device_of(user_agent: str) -> tuple[str, str]:
    """("Firefox", "Windows"); each empty where it is not one of those we know."""
    return _first(BROWSERS, user_agent), _first(SYSTEMS, user_agent)


def _first(words: dict[str, str], user_agent: str) -> str:
    return next((name for mark, name in words.items() if mark in user_agent), "")
