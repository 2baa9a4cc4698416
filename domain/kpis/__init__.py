"""The rules of KPIs: periods, definitions, values, formulas, alerts."""
