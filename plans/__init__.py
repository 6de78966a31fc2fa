"""The person's plan (parts, answers, tools) and the support plan (needs, outcomes, process, sign-off)."""
