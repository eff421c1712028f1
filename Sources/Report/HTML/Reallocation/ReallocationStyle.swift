/// What the page of a proposal needs beyond the common style and that of schedules.
enum ReallocationStyle {
  static let css: HTML = """
    \(ScheduleStyle.css)
    svg.shift{display:block;width:100%;min-width:20rem;height:auto;font-family:inherit}
    svg .rng{fill:#e3eaf0}
    svg .pd{fill:#9fb0bf}
    svg .gv{stroke:#a63c00;stroke-width:3;fill:none}svg .rc{stroke:#0b4f86;stroke-width:3;fill:none}
    svg .was{fill:#fff;stroke:#4d5b68;stroke-width:2}
    svg .gvd{fill:#a63c00}svg .rcd{fill:#0b4f86}
    .shifts{min-width:52rem}
    .shifts tbody th{width:26%}
    .shifts td{vertical-align:middle}
    .moves{min-width:56rem}
    .moves td:nth-child(2),.moves td:nth-child(3){width:19%}
    .moves td:nth-child(5){width:40%}
    .form{min-width:64rem;font-size:.84rem}
    .form td:nth-child(2){min-width:16rem}
    .form th:last-child,.form td:last-child{padding-left:.7rem}
    .stay tbody th{width:30%}
    .stay td:nth-child(2){min-width:5.5rem}
    @media print{
    svg.shift{min-width:0}
    .legend{break-after:avoid}
    .moves,.shifts,.form{min-width:0}
    .form{font-size:6.9pt}
    .form thead th{font-size:6.5pt}}
    """
}
