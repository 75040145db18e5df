"""What stands outside the tables: title, year, dates, district, claims, signs."""
