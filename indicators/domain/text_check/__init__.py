"""The number check: what sentences say of an indicator, held against its stored figures. The door is `check.py`.

Quiet about what it cannot judge: a doubt is told only where the sentence clearly speaks of the indicator and what it
says cannot be found (`docs/methods.md`, The number check).
"""
