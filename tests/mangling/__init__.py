"""An adversary of whatever reads returned forms: fills them in and damages them as members do, and keeps the truth."""
