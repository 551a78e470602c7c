"""What a supplier's pages say, and so must be said in English too.

Collected from templates, from code, and from the labels of models and forms. The pages' kit has a
catalogue of its own.
"""

import ast
import gettext
import re
from collections.abc import Iterator
from types import ModuleType

from django import forms
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation.template import templatize

from accounts.factor_forms import CodeForm, PasswordForm
from accounts.forms import InviteForm, TakeUpForm
from accounts.roles import roles_of_site
from agreements.joint import states as texts
from agreements.joint.forms import supplier as agreement_forms
from agreements.joint.incidents.models import IncidentText
from agreements.joint.incidents.states import IncidentState
from agreements.joint.models import (
    CommonText,
    NoticeReceipt,
    Round,
    SupplierAct,
    Wish,
    WishAnswer,
)
from agreements.joint.notices.states import NoticeState
from agreements.joint.parts.own import MAY_VARY
from agreements.municipal.countries import CHOICES as COUNTRIES
from agreements.municipal.notices.states import ApprovalState
from agreements.municipal.notices.states import NoticeState as AnswerState
from agreements.municipal.states import AgreementState
from agreements.municipal.transfers import CHOICES as BASES
from audits.joint import states as audits
from audits.joint.forms import supplier as audit_forms
from audits.joint.models import (
    Answer,
    Audit,
    Evidence,
    ExtensionRequest,
    Finding,
    Hearing,
    HearingComment,
    Question,
    Questionnaire,
    ReportObjection,
)
from audits.joint.questions.words import Section
from audits.joint.sections import IN_ALL
from register.models import SystemCorrection
from secretariat.catalogue import Said
from secretariat.navigation import NAVIGATION

CATALOGUE = settings.BASE_DIR / "locale" / "en" / "LC_MESSAGES" / "django.po"
KIT = settings.BASE_DIR / "secretariat" / "pagekit" / "locale" / "en" / "LC_MESSAGES" / "django.mo"
ROOMS = ("accounts", "agreements", "audits", "register", "secretariat", "workflows")
CHOICES = (
    audits.AuditState,
    audits.EvidenceState,
    audits.ExtensionState,
    audits.FindingKind,
    audits.FindingState,
    audits.ReportType,
    audits.Assurance,
    audits.Sharing,
    texts.TextState,
    AgreementState,
    NoticeState,
    IncidentState,
    IncidentText.Kind,
    AnswerState,
    ApprovalState,
    Answer.Change,
    Answer.Choice,
    Evidence.Kind,
    HearingComment.Outcome,
    NoticeReceipt.Kind,
    Question.Objective,
    ReportObjection.Outcome,
    Round.Outcome,
    Section,
    SupplierAct.Kind,
    SystemCorrection.State,
    Wish.Kind,
    WishAnswer.Outcome,
)
CALLS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}
MET = (Audit, CommonText, Evidence, ExtensionRequest, Finding, Hearing, Questionnaire)
# Where files are checked: their sender reads every sentence there.
SENTENCES = ("documents/checks/*.py", "documents/uploads.py", "documents/unpacking.py")
_SENTENCE = re.compile(r"[A-ZÆØÅ][^_\n]* [^\n]*\.")
_CALL = re.compile(r"\b(?:_|n?gettext)\(")


def to_be_said() -> list[Said]:
    """Return everything that needs English, sorted, without what the kit's own catalogue has."""
    with KIT.open("rb") as file:
        known = set(gettext.GNUTranslations(file)._catalog)  # type: ignore[attr-defined]
    known |= {key[0] for key in known if isinstance(key, tuple)}
    found = {*_in_templates(), *_in_code(), *((label,) for label in (*_labels(), *_sentences()))}
    return sorted(said for said in found if said[0] and said[0] not in known)


def _in_templates() -> Iterator[Said]:
    for path in sorted((settings.BASE_DIR / "templates").rglob("*.html")):
        code = templatize(path.read_text(encoding="utf-8"))
        for call in _CALL.finditer(code):
            if said := _first_call(code[call.start() :]):
                yield said


def _first_call(code: str) -> Said | None:
    """The words of the call that `code` begins with; the rest of it is no Python."""
    for end in (match.end() for match in re.finditer(r"\)", code)):
        try:
            tree = ast.parse(code[:end].strip(), mode="eval")
        except SyntaxError:
            continue
        return _words(tree.body)
    return None


def _in_code() -> Iterator[Said]:
    for room in ROOMS:
        for path in sorted((settings.BASE_DIR / room).rglob("*.py")):
            if "pagekit" not in path.parts:
                for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                    if said := _words(node):
                        yield said


def _words(node: ast.AST) -> Said | None:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in CALLS:
        return None
    number = 2 if node.func.id.startswith("n") else 1
    values = [each.value for each in node.args[:number] if isinstance(each, ast.Constant)]
    words = tuple(value for value in values if isinstance(value, str))
    return words if len(words) == number else None


def _sentences() -> Iterator[str]:
    """What is said of a file that may not come in."""
    for path in (path for place in SENTENCES for path in sorted(settings.BASE_DIR.glob(place))):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        aside = (ast.Expr, ast.JoinedStr)  # a docstring; a sentence that is put together is said in Danish
        left_out = {id(part) for node in ast.walk(tree) if isinstance(node, aside) for part in ast.walk(node)}
        for node in ast.walk(tree):
            words = node.value if isinstance(node, ast.Constant) and id(node) not in left_out else None
            if isinstance(words, str) and _SENTENCE.fullmatch(words):
                yield words


def _labels() -> Iterator[str]:
    """What is said by data: states, choices, fields of forms, the menu, roles."""
    for choices in CHOICES:
        yield from (str(label) for label in choices.labels)
    yield from (str(text) for text in texts.EXPLANATIONS.values())
    yield from (str(text) for text in audits.EXPLANATION.values())
    yield from MAY_VARY.values()
    yield from (label for _, label in (*audits.CONCEPTS, *COUNTRIES, *BASES))
    yield IN_ALL
    yield from (entry.label for entry in NAVIGATION["supplier"])
    yield from (str(model._meta.verbose_name) for model in MET)
    for role in roles_of_site("supplier"):
        yield role.name
        yield f"{capfirst(role.name)}: {role.sentence}"
    own: list[type[forms.Form]] = [InviteForm, TakeUpForm, CodeForm, PasswordForm]
    for form in (*own, *_forms_of(audit_forms), *_forms_of(agreement_forms)):
        for field in form.base_fields.values():
            yield from (str(text) for text in (field.label, field.help_text) if text)


def _forms_of(module: ModuleType) -> list[type[forms.Form]]:
    classes = [each for each in vars(module).values() if isinstance(each, type)]
    return [each for each in classes if issubclass(each, forms.Form) and each.__module__ == module.__name__]
