"""What is done with keys, in words."""

from workflows.deeds import Kind

DEEDS = {
    "integrations_os2compliance.apikey": Kind(
        "API-nøgle",
        "API-nøglen",
        {
            "make_key": "lavede API-nøglen {name}[, der begynder med {prefix}]",
            "roll_key": "fornyede API-nøglen {name}[; den nye begynder med {prefix}]",
            "revoke_key": "spærrede API-nøglen {name}[, der begynder med {prefix}]",
        },
    ),
}
