"""What people say of places besides their names: nicknames, and codes of states that are words too."""

BEFORE_A_PLACE = frozenset(["in", "near", "around", "outside", "by", "at", "from", "inside"])
# Codes of states that are words, or short for something else.
ALSO_WORDS = frozenset([
    "al", "as", "co", "de", "fm", "hi", "id", "in", "la", "ma", "md", "me", "mh", "mo", "mp",
    "ms", "mt", "oh", "ok", "or", "pa", "pr", "pw", "va", "vi",
])  # fmt: skip
NO_CODES_EVER = frozenset([
    "as", "fm", "hi", "id", "in", "la", "me", "mh", "mp", "or", "pw",
])  # fmt: skip
NICKNAMES = {
    "nyc": ("new york", "NY"),
    "philly": ("philadelphia", "PA"),
    "vegas": ("las vegas", "NV"),
    "la": ("los angeles", "CA"),
    "sf": ("san francisco", "CA"),
    "san fran": ("san francisco", "CA"),
    "nola": ("new orleans", "LA"),
    "slc": ("salt lake city", "UT"),
    "okc": ("oklahoma city", "OK"),
    "indy": ("indianapolis", "IN"),
    "jax": ("jacksonville", "FL"),
    "atl": ("atlanta", "GA"),
    "the bronx": ("bronx", "NY"),
    "washington dc": ("washington", "DC"),
}
