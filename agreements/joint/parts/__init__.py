"""The parts of the contract text that are filled in: clauses with a choice, and appendices A to D."""

from agreements.joint.parts.appendix_a import APPENDIX_A
from agreements.joint.parts.appendix_b import APPENDIX_B
from agreements.joint.parts.appendix_d import APPENDIX_D
from agreements.joint.parts.assistance import ASSISTANCE
from agreements.joint.parts.base import Facts, Fault, Part, Rows
from agreements.joint.parts.own import OWN
from agreements.joint.parts.places import PLACES
from agreements.joint.parts.security import SECURITY
from agreements.joint.parts.service import CONTACTS, SERVICE
from agreements.joint.parts.supervision import SUPERVISION

PARTS: tuple[Part, ...] = (
    SERVICE,
    CONTACTS,
    APPENDIX_A,
    APPENDIX_B,
    SECURITY,
    ASSISTANCE,
    PLACES,
    SUPERVISION,
    APPENDIX_D,
    OWN,
)
PART_OF = {part.key: part for part in PARTS}

__all__ = ["PARTS", "PART_OF", "Facts", "Fault", "Part", "Rows"]
