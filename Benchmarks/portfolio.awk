# Writes a synthetic scenario of any size: awk -v projects=10000 -v folder=PATH -f portfolio.awk
# Groups, amounts and units repeat in a fixed pattern, so that the same size always gives the same files.
BEGIN {
  if (projects < 1 || folder == "") {
    print "usage: awk -v projects=N -v folder=PATH -f portfolio.awk" > "/dev/stderr"
    exit 64
  }
  split("completed carry-over carry-over carry-over new-start new-start new-start preparation-new-start " \
    "preparation-priority preparation-other", groups, " ")
  settings = folder "/scenario.yaml"
  print "schema: 1" > settings
  print "name: Synthetic " projects > settings
  print "fiscalYear: 2026" > settings
  print "asOf: 2025-12-31" > settings
  print "rulebook: chi-lang-2026" > settings
  print "unit: million" > settings
  print "simulation: {replications: 1000, seed: 1}" > settings

  list = folder "/projects.csv"
  plan = folder "/allocations.csv"
  print "id,name,group,owner,locality,sector,contractor,size_class,contract_value,construction_days" > list
  print "project_id,source_id,plan" > plan
  for (i = 1; i <= projects; i++) {
    amount = 300 + (i * 7919) % 9700
    printf "S%07d,Project %d,%s,Owner %d,Locality %d,Sector %d,Contractor %d,C,%d,%d\n", i, i, groups[i % 10 + 1],
      i % 40, i % 211, i % 12, i % 307, amount + 500, 90 + i % 200 > list
    printf "S%07d,%s,%d\n", i, i % 4 == 0 ? "LAND" : "PROVINCE", amount > plan
  }
  sources = folder "/sources.csv"
  print "source_id,name,kind,revenue_expected" > sources
  print "PROVINCE,Supplement of the province,transfer," > sources
  printf "LAND,Land-use-fee revenue,revenue,%d\n", projects * 1300 > sources
}
