"""Words that neighbours use for the same thing: a line for each.

Full text finds the forms of a word by itself.
"""

_LINES = """
    lamp light streetlight streetlamp bulb lantern outage unlit dark
    rubbish litter trash garbage waste junk refuse
    bin dustbin wheelie bins basket
    flytip flytipping tipped dumped dumping tipping rubble
    mattress bed
    sofa couch settee
    fridge freezer
    pothole crater hole
    pavement sidewalk footway footpath kerb curb
    road street carriageway
    crossing zebra crosswalk
    sign signpost signage
    signal
    car vehicle van
    parked parking
    speeding fast race racing
    motorbike motorcycle bike moped scooter quad
    bicycle cycle bike cycling
    bus coach
    damp mould mold mildew condensation
    heat heating radiator boiler cold freezing
    flat apartment
    landlord agent
    rat rats mouse mice rodent vermin infestation
    bedbug bedbugs
    needle syringe sharps
    graffiti sprayed tag tagging
    tree branch limb
    park playground green
    garden allotment plot grow growing
    dog hound
    poo mess fouling droppings
    dead carcass roadkill body
    noise noisy loud loudly din racket
    night midnight evening late
    child kid children pupil youngster
    teenager teen youth lad
    school primary
    homework studying
    maths tutor teacher teaching
    library books
    lonely alone loneliness isolated company
    meter prepay prepayment
    gas electricity electric energy
    bailiff enforcement
    loan lend lends lender moneylender borrow shark
    debt owe owed arrears
    knife stabbed stabbing blade cut
    snow plow plough ice icy
    drain gully flooding flooded catchbasin manhole
    water leak plumbing pipe leaking
    bench seat seating sit
    toys toy teddies lego
    pram buggy pushchair wheelchair
    tortoise turtle
    lost missing
    broken faulty damaged busted
    collect collection pickup emptied empty overflowing full
    abandoned left
    wiring electrical wires sockets
    recycling recycle
    hydrant
    asthma inhaler breathing chest
    phone laptop computer tablet
"""
_GROUPS = [line.split() for line in _LINES.strip().splitlines()]
_SAME = {word: tuple(group) for group in reversed(_GROUPS) for word in group}
_ENDINGS = ("", "s", "es", "ed", "ing")


def same_as(word: str) -> tuple[str, ...]:
    """The words that mean the same as this one, itself among them; a plain ending makes
    no other word."""
    roots = (word.removesuffix(ending) for ending in _ENDINGS)
    return next((_SAME[root] for root in roots if root in _SAME), (word,))
