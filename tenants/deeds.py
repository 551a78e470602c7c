"""What is done with a membership, and with a municipality's files, in words."""

from workflows.deeds import Kind

DEEDS = {
    "tenants.municipality": Kind(
        "Medlemskab",
        "kommunen",
        {
            "onboard": "optog kommunen",
            "remind_agreements": "sendte kommunen en påmindelse[ om {count} aftaler]",
        },
    ),
    "documents_municipal.municipalfile": Kind(
        "Fil", "filen", {"quarantine": "satte filen i karantæne[: {name}]"}
    ),
}
