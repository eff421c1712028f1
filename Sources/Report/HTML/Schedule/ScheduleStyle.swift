/// What the page of a schedule needs beyond the common style.
enum ScheduleStyle {
  static let css: HTML = """

    svg .bn{fill:#b6c1cb}svg .bp{fill:#1d6ba5}svg .bk{fill:#17232e}
    svg .cap{fill:#eef4f9;stroke:#9db4c8;stroke-width:1}
    svg.year{display:block;width:100%;min-width:34rem;height:auto;font-family:inherit}
    svg .mo{stroke:#e3e8ed;stroke-width:1}
    svg .a0{fill:#aeb9c3}svg .a1{fill:#d98038}svg .a2{fill:#0b4f86}
    svg.year .a0,svg.year .a1{stroke:#fff;stroke-width:.8}
    svg .ok{fill:#0b5d8a;stroke:#fff;stroke-width:.8}svg .ko{fill:#a63c00;stroke:#fff;stroke-width:.8}
    svg .m0{fill:#fff}svg .m1{fill:#e8f1f8}svg .m2{fill:#c6ddef}svg .m3{fill:#8fbde0}svg .m4{fill:#3b86bd}
    svg .mt{fill:var(--ink)}svg .mt4{fill:#fff}
    .gantt{min-width:56rem;table-layout:fixed}
    .gantt th:first-child{width:24%}
    .gantt th:nth-child(2){width:6.2rem}
    .gantt th,.gantt td{padding:.2rem .4rem;vertical-align:middle}
    .gantt thead th{vertical-align:bottom}
    .gantt td:last-child,.gantt th:last-child{padding-right:0}
    .plan{font-size:.74rem;min-width:86rem}
    .plan th,.plan td{padding:.22rem .3rem}
    .plan th.n,.plan td.n{padding-left:.3rem}
    .plan thead th{font-size:.72rem}
    .plan td:nth-child(2){min-width:15rem}
    .plan tr.l0{background:#dfe9f2}
    .plan tr.l1{background:var(--wash)}
    .plan tr.l0 th,.plan tr.l0 td,.plan tr.l1 th,.plan tr.l1 td{font-weight:700}
    .plan tr.l2 th,.plan tr.l2 td{font-style:italic}
    .plan .past{color:var(--soft)}
    .unmet tbody th{width:26%}.unmet td:nth-child(4){width:27%}
    .unmet tbody th,.unmet tbody td{border-bottom:0}
    .unmet tr.first th,.unmet tr.first td{border-top:1px solid var(--line)}
    .robust th.h{width:auto}
    .robust tbody th{width:26%}
    .robust td.h span{padding:.25rem .1rem}
    .up{color:var(--good)}.down{color:var(--bad)}
    @page sheet{size:A4 landscape;margin:10mm 9mm 11mm}
    @media print{
    .landscape{page:sheet;break-before:page}
    .gantt,.plan{min-width:0}
    .gantt th:nth-child(2){width:6.4rem}
    .gantt tbody tr:first-child{break-before:avoid}
    svg.year{min-width:0}
    .robust th.h{width:auto}
    .robust td.h span{padding:.2rem .1rem}
    .plan{font-size:5.9pt;line-height:1.2}
    .plan thead th{font-size:5.6pt}
    .plan th,.plan td{padding:.16rem .18rem}
    .plan th.n,.plan td.n{padding-left:.18rem}
    .plan td:nth-child(2){min-width:38mm}
    .plan .sub{font-size:1em}}
    """
}
