"""Claims: what the prose says that a table also says. Kept only where subject and year are certain."""

from gouji.declared.claims import ClaimPatterns, load_claim_patterns
from gouji.reports.prose.claims.period import Period, find_period, tells_period
from gouji.reports.prose.claims.search import Claim, find_claims

__all__ = ["Claim", "ClaimPatterns", "Period", "find_claims", "find_period", "load_claim_patterns", "tells_period"]
