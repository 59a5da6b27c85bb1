"""What the law lets one work out: severance, the last day for arbitration, pay for overtime, days of annual leave."""
