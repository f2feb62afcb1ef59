"""The register of consents: recorded by the school, seen and taken back by carers, printed as forms."""
