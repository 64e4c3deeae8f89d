"""Where a request comes from, as far as limits are concerned."""

import ipaddress


def network_of(address: str) -> str:
    """One IPv4 address, however it is written, or the /64 that an IPv6
    household has."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if found.version == 4:
        return str(found)
    if found.ipv4_mapped:  # as a socket for both kinds tells it
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((found, 64), strict=False))
