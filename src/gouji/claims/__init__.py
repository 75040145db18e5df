"""Claims: what the prose says that a table also says. Kept only where subject and year are certain."""

from gouji.claims.finding import Claim, find_claims
from gouji.claims.patterns import ClaimPatterns, load_claim_patterns
from gouji.claims.period import Period, find_period

__all__ = ["Claim", "ClaimPatterns", "Period", "find_claims", "find_period", "load_claim_patterns"]
