"""Every permission in the house, by the room that asks for it. Roles are lists of these."""


class P:
    """Permission names: room.verb."""

    # secretariat
    DESK_VIEW = "desk.view"
    REGISTER_VIEW = "register.view"
    REGISTER_EDIT = "register.edit"
    REGISTER_IMPORT = "register.import"
    AUDITS_VIEW = "audits.view"
    AUDITS_PLAN = "audits.plan"
    AUDITS_CONDUCT = "audits.conduct"
    AUDITS_PUBLISH = "audits.publish"
    AUDITS_SECOND_READ = "audits.second_read"
    AUDITS_APPROVE_CONCEPT = "audits.approve_concept"
    AGREEMENTS_VIEW = "agreements.view"
    AGREEMENTS_NEGOTIATE = "agreements.negotiate"
    AGREEMENTS_RELEASE = "agreements.release"
    AGREEMENTS_SECOND_READ = "agreements.second_read"
    AGREEMENTS_POSITIONS = "agreements.positions"
    PEOPLE_MANAGE = "people.manage"
    TEMPLATES_MANAGE = "templates.manage"
    VALUES_MANAGE = "values.manage"
    TOTALS_VIEW = "totals.view"
    # municipality
    OWN_VIEW = "own.view"
    OWN_SYSTEMS_REPORT = "own.systems_report"
    OWN_DECIDE = "own.decide"
    OWN_REMARK = "own.remark"
    OWN_AGREEMENTS_CHOOSE = "own.agreements_choose"
    OWN_SIGN = "own.sign"
    OWN_ASK = "own.ask"
    OWN_PEOPLE_MANAGE = "own.people_manage"
    # supplier
    SUPPLIER_ANSWER = "supplier.answer"
    SUPPLIER_NEGOTIATE = "supplier.negotiate"
    SUPPLIER_PEOPLE_MANAGE = "supplier.people_manage"
