"""Claims of sentences, and what is certain of them."""

from gouji.declared import Declared
from gouji.reports.prose.claims import Claim
from tests.made.claim_sentences import Expected


def stated(claims: tuple[Claim, ...], declared: Declared) -> Expected:
    """The claims without mentions. Raises where one key has two values, which no sentence here shall have."""
    mentions = {one.claim.claim for one in declared.claims.patterns if one.claim.mention}
    values = {(claim.claim, claim.value) for claim in claims if claim.claim not in mentions}
    assert len(values) == len({key for key, _ in values}), values
    return dict(values)
