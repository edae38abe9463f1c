"""What this computer knows of itself: single values by name."""

from desktop.storage.database import Database

# The names in use. Keys lie here because the store is encrypted as a whole.
ORG_UNIT = "org_unit"  # id of the office this store belongs to
PERSON = "person"  # who works here now: kept for whoever opens the store without saying who it is
LANGUAGE = "language"
DIGITS = "digits"
DEVICE_SEED = "device_seed"  # the device's Ed25519 private key, base64
BOX_IDENTITY = "box_identity"  # the age key that opens what is sealed to this office
RECOVERY_KEY = "recovery_key"  # until a person said that it is on paper; then empty
RECOVERY_RECIPIENT = "recovery_recipient"
SECRETARIAT_DEVICE = "secretariat_device"  # whose grants, decisions and receipts count here
SECRETARIAT_BOX = "secretariat_box"  # where this office's batches are sealed to
SECRETARIAT_UNIT = "secretariat_unit"
UPPER_UNIT = "upper_unit"  # of a secretariat: the national level, as its card names it; absent without
UPPER_DEVICE = "upper_device"
UPPER_BOX = "upper_box"
FORMER_DEVICES = "former_devices"  # of this office, in whose place this computer came
CARD_NUMBER = "card_number"  # the issue of the card that said so; of a secretariat, of the cards it gives
HUB_URL = "hub_url"  # where the hub is; empty or absent where the office has none
HUB_KEY = "hub_key"  # what the hub signs its receipts with
HUB_AUTHORITY = "hub_authority"  # whose certificates count there (PEM)
HUB_CODE = "hub_code"  # from the office card: lets this computer enrol
HUB_TOKEN = "hub_token"  # made here: lets this computer fetch its letters
HUB_SECRET = "hub_secret"  # of a secretariat: the codes on its office cards are made from it
WRITTEN_OUT = "written_out"  # when batches were last written to a stick or folder, ISO 8601
WRITTEN_UP_TO = "written_up_to"  # the sequence number of the last batch that was written there
CHILDREN = "children"  # how many people under 18 live in a place, by the id of its office (JSON)
EXAMPLE = "example"  # "1" where every figure is an example
RESTORED = "restored"  # when this store was put back from a backup; empty once the person was told


def get(db: Database, name: str) -> str | None:
    if name == PERSON and db.person:
        return db.person
    row = db.execute("SELECT value FROM setting WHERE name = ?", [name]).fetchone()
    return str(row[0]) if row else None


def need(db: Database, name: str) -> str:
    """The value that set-up always writes; `KeyError` would be a bug."""
    value = get(db, name)
    if value is None:
        raise KeyError(name)
    return value


def former_devices(db: Database) -> tuple[str, ...]:
    """The lost computers of this office that this one took the place of."""
    return tuple((get(db, FORMER_DEVICES) or "").split())


def put(db: Database, **values: str) -> None:
    rows = list(values.items())
    db.conn.executemany("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", rows)
