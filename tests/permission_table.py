"""Who gets in where: every address of the three sites stands here, or the tests fail.

A row is `"<url name>": <who>` under its site, in the block of its room. The name is as
`{% url %}` takes it (with its namespace, "register:system"). <who> is

- `any_of(P.AUDITS_VIEW, ...)`: whoever holds at least one of the permissions,
- `SIGNED_IN`: whoever is signed in on the site,
- `OPEN`: everybody, signed in or not.

The view carries the same as `@requires(P.AUDITS_VIEW, ...)`, `@requires()` or `@open_to_all`
(accounts/access.py); tests/test_permission_table.py compares the two and walks each row as
everybody. Nothing else is needed for a new address.
"""

from accounts.permissions import P

OPEN = "open"
SIGNED_IN = "signed in"
Who = str | frozenset[str]


def any_of(*permissions: str) -> frozenset[str]:
    """Whoever holds at least one of the permissions."""
    return frozenset(permissions)


PEOPLE = any_of(P.PEOPLE_MANAGE, P.OWN_PEOPLE_MANAGE, P.SUPPLIER_PEOPLE_MANAGE)
OWN = any_of(P.OWN_VIEW)
REGISTER = any_of(P.REGISTER_VIEW)
REGISTER_EDIT = any_of(P.REGISTER_EDIT)
IMPORT = any_of(P.REGISTER_IMPORT)
AUDITS = any_of(P.AUDITS_VIEW)
CONDUCT = any_of(P.AUDITS_CONDUCT)
PLAN = any_of(P.AUDITS_PLAN)
PUBLISH = any_of(P.AUDITS_PUBLISH)
TEMPLATES = any_of(P.TEMPLATES_MANAGE)
AGREEMENTS = any_of(P.AGREEMENTS_VIEW)
NEGOTIATE = any_of(P.AGREEMENTS_NEGOTIATE)
DECIDE = any_of(P.OWN_DECIDE)
NEGOTIATES = any_of(P.SUPPLIER_NEGOTIATE)
ANSWERS = any_of(P.SUPPLIER_ANSWER)
EVERY_SITE: dict[str, Who] = {
    "front": any_of(P.DESK_VIEW, P.TOTALS_VIEW, P.OWN_VIEW, P.SUPPLIER_ANSWER),
    "people": PEOPLE,
    "people_end": PEOPLE,
    "account_login": OPEN,
    "account_logout": OPEN,
    "second_factor": OPEN,  # asks who has given the right password
    "security": SIGNED_IN,
    "security_password": SIGNED_IN,
    "security_app": SIGNED_IN,
    "security_app_remove": SIGNED_IN,
    "security_codes": SIGNED_IN,
    "security_codes_file": SIGNED_IN,
    "security_codes_kept": SIGNED_IN,
    "security_end_others": SIGNED_IN,
    "still_here": SIGNED_IN,
    "account_reset_password": OPEN,
    "account_reset_password_done": OPEN,
    "account_reset_password_from_key": OPEN,
    "account_reset_password_from_key_done": OPEN,
    "account_inactive": OPEN,
    "invitation": OPEN,
}
TABLE: dict[str, dict[str, Who]] = {
    "secretariat": {
        **EVERY_SITE,
        "people_lost": any_of(P.PEOPLE_MANAGE),
        "outbox": OPEN,  # in the demo only, and only on the machine itself
        "wordtemplates:list": TEMPLATES,
        "wordtemplates:add": TEMPLATES,
        "wordtemplates:fields": TEMPLATES,
        "wordtemplates:template": TEMPLATES,
        "wordtemplates:file": TEMPLATES,
        "wordtemplates:trial": TEMPLATES,
        "wordtemplates:mapping": TEMPLATES,
        "wordtemplates:source": TEMPLATES,
        "wordtemplates:try_with_text": TEMPLATES,
        "wordtemplates:put_in_force": TEMPLATES,
        "wordtemplates:retire": TEMPLATES,
        "register:systems": REGISTER,
        "register:gaps": REGISTER,
        "register:system": REGISTER,
        "register:system_edit": REGISTER_EDIT,
        "register:assess": REGISTER_EDIT,
        "register:suppliers": REGISTER,
        "register:supplier": REGISTER,
        "register:supplier_add": REGISTER_EDIT,
        "register:supplier_edit": REGISTER_EDIT,
        "register:contact_add": REGISTER_EDIT,
        "register:contact_edit": REGISTER_EDIT,
        "register:contact_remove": REGISTER_EDIT,
        "register:contact_confirm": REGISTER_EDIT,
        "register:contact_invite": REGISTER_EDIT,
        "register:contact_renew": REGISTER_EDIT,
        "register:imports": IMPORT,
        "register:import": IMPORT,
        "register:import_progress": IMPORT,
        "register:import_confirm": IMPORT,
        "register:import_cancel": IMPORT,
        "register:import_again": IMPORT,
        "register:import_refused": IMPORT,
        "register:missing": REGISTER,
        "register:missing_report": REGISTER_EDIT,
        "register:missing_add": REGISTER_EDIT,
        "register:missing_decline": REGISTER_EDIT,
        "audits:list": AUDITS,
        "audits:plan": PLAN,
        "audits:announce_many": CONDUCT,
        "audits:send_many": PUBLISH,
        "audits:overview": AUDITS,
        "audits:library": AUDITS,
        "audits:library_begin": TEMPLATES,
        "audits:library_put_in_force": TEMPLATES,
        "audits:question_add": TEMPLATES,
        "audits:question": TEMPLATES,
        "audits:case": AUDITS,
        "audits:announce": CONDUCT,
        "audits:renew_access": CONDUCT,
        "audits:set_deadline": CONDUCT,
        "audits:extension": CONDUCT,
        "audits:move_in_plan": PLAN,
        "audits:step": any_of(P.AUDITS_PLAN, P.AUDITS_CONDUCT),
        "audits:notes": AUDITS,
        "audits:history": AUDITS,
        "audits:history_extract": AUDITS,
        "audits:letters": AUDITS,
        "audits:file": AUDITS,
        "audits:answers": AUDITS,
        "audits:accept_rest": CONDUCT,
        "audits:send_back": CONDUCT,
        "audits:review_answer": CONDUCT,
        "audits:evidence": AUDITS,
        "audits:judge": CONDUCT,
        "audits:findings": AUDITS,
        "audits:finding_add": CONDUCT,
        "audits:finding_edit": CONDUCT,
        "audits:finding_step": CONDUCT,
        "audits:hearing": AUDITS,
        "audits:want_hearing": CONDUCT,
        "audits:answer_comment": CONDUCT,
        "audits:report": AUDITS,
        "audits:report_words": CONDUCT,
        "audits:finish": CONDUCT,
        "audits:read": any_of(P.AUDITS_SECOND_READ),
        "audits:revise": CONDUCT,
        "audits:withdraw": PUBLISH,
        "audits:conclude": CONDUCT,
        "audits:send": PUBLISH,
        "audits:decisions": AUDITS,
        "audits:try_again": PUBLISH,
        "audits:answer_letter": CONDUCT,
        "agreements:list": AGREEMENTS,
        "agreements:create": NEGOTIATE,
        "agreements:matrix": AGREEMENTS,
        "agreements:matrix_xlsx": AGREEMENTS,
        "agreements:remind": NEGOTIATE,
        "agreements:endings": AGREEMENTS,
        "agreements:story": AGREEMENTS,
        "agreements:issued_file": AGREEMENTS,
        "agreements:answer_question": NEGOTIATE,
        "agreements:text": AGREEMENTS,
        "agreements:history": AGREEMENTS,
        "agreements:history_extract": AGREEMENTS,
        "agreements:systems": NEGOTIATE,
        "agreements:add_note": NEGOTIATE,
        "agreements:part": AGREEMENTS,
        "agreements:word": AGREEMENTS,
        "agreements:send_to_supplier": NEGOTIATE,
        "agreements:round": AGREEMENTS,
        "agreements:round_word": AGREEMENTS,
        "agreements:answer_wish": NEGOTIATE,
        "agreements:step": any_of(P.AGREEMENTS_NEGOTIATE, P.AGREEMENTS_RELEASE),
        "agreements:send_to_members": NEGOTIATE,
        "agreements:sending": AGREEMENTS,
        "agreements:try_again": NEGOTIATE,
    },
    "municipality": {
        **EVERY_SITE,
        "register:own_systems": OWN,
        "register:own_systems_xlsx": OWN,
        "register:own_system": OWN,
        "register:report_missing": any_of(P.OWN_SYSTEMS_REPORT),
        "register:stop_using": any_of(P.OWN_SYSTEMS_REPORT),
        "register:use_again": any_of(P.OWN_SYSTEMS_REPORT),
        "agreements:list": OWN,
        "agreements:agreement": OWN,
        "agreements:history": OWN,
        "agreements:history_extract": OWN,
        "agreements:step": any_of(P.OWN_AGREEMENTS_CHOOSE, P.OWN_ASK, P.OWN_SIGN, P.OWN_DECIDE),
        "agreements:document": OWN,
        "agreements:signed_copy": OWN,
        "agreements:check": any_of(P.OWN_SIGN),
        "agreements:checked_file": any_of(P.OWN_SIGN),
        "agreements:signatures": OWN,
        "agreements:signatures_zip": OWN,
        "agreements:notice_file": OWN,
        "agreements:evidence_file": OWN,
        "audits:list": OWN,
        "audits:decide_many": DECIDE,
        "audits:file": OWN,
        "audits:finish_task": any_of(P.OWN_DECIDE, P.OWN_ASK),
        "audits:reconsider": DECIDE,
        "audits:report": OWN,
        "audits:history": OWN,
        "audits:history_extract": OWN,
        "audits:decide": DECIDE,
        "audits:consider": DECIDE,
        "audits:remark": any_of(P.OWN_REMARK),
        "audits:ask": any_of(P.OWN_ASK),
        "audits:add_task": any_of(P.OWN_DECIDE, P.OWN_ASK),
    },
    "supplier": {
        **EVERY_SITE,
        "set_language": OPEN,
        "choose_organisation": SIGNED_IN,
        "agreements:list": NEGOTIATES,
        "agreements:text": NEGOTIATES,
        "agreements:round_word": NEGOTIATES,
        "agreements:write_wish": NEGOTIATES,
        "agreements:drop_wish": NEGOTIATES,
        "agreements:close_round": NEGOTIATES,
        "agreements:signing": NEGOTIATES,
        "agreements:signing_file": NEGOTIATES,
        "agreements:signing_check": NEGOTIATES,
        "agreements:signing_zip": NEGOTIATES,
        "agreements:ending": NEGOTIATES,
        "agreements:ending_notice": NEGOTIATES,
        "agreements:ending_file": NEGOTIATES,
        "audits:list": ANSWERS,
        "audits:case": ANSWERS,
        "audits:answers": ANSWERS,
        "audits:answer_save": ANSWERS,
        "audits:evidence": ANSWERS,
        "audits:evidence_remove": ANSWERS,
        "audits:extension": ANSWERS,
        "audits:hand_in": ANSWERS,
        "audits:file": ANSWERS,
        "audits:hearing": ANSWERS,
        "audits:hearing_finish": ANSWERS,
        "audits:finding": ANSWERS,
    },
}
