"""What is done with a membership, in words."""

from workflows.deeds import Kind

DEEDS = {
    "tenants.municipality": Kind(
        "Medlemskab",
        "kommunen",
        {
            "onboard": "optog kommunen",
            "remind_agreements": "sendte kommunen en påmindelse[ om {count} aftaler]",
        },
    )
}
