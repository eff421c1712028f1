/// What pages with forms need beyond the common style: the type of official papers and ruled tables.
enum FormStyle {
  static let css: HTML = """
    .paper{font-family:"Times New Roman","Liberation Serif",Tinos,"Noto Serif",serif;border:1px solid var(--line);\
    padding:1.4rem 1.6rem;margin:1rem 0 2rem;background:#fff;color:#000}
    .paper p{max-width:none;margin:.15rem 0}
    .paper .origin{text-align:right;font-size:.88rem}
    .paper .heading{display:grid;grid-template-columns:1fr 1fr;text-align:center;line-height:1.35;margin:.3rem 0 1rem}
    .paper .form-title{text-align:center;font-weight:700;font-size:1.15rem;line-height:1.3;margin-top:.4rem}
    .paper .subtitle{text-align:center;font-style:italic}
    .paper .unit{text-align:right;font-style:italic;margin-top:.5rem;font-size:.94rem}
    .paper .scroll{margin:.3rem 0 .6rem}
    .paper table{font-size:.86rem;line-height:1.25}
    .paper th,.paper td{border:1px solid #555;padding:.22rem .3rem;color:#000}
    .paper thead th{background:#eef1f4;font-weight:700;font-size:1em;text-align:center;vertical-align:middle;line-height:1.2}
    .paper .numbers td{text-align:center;font-style:italic;font-size:.9em;overflow-wrap:normal}
    .paper td.n{padding-left:.3rem;white-space:nowrap}
    .paper td.c{text-align:center}
    .paper .l0 td{font-weight:700;background:#eef1f4}
    .paper .l1 td{font-weight:700}
    .paper .l2 td{font-weight:700;font-style:italic}
    .paper .l4 td:nth-child(2){padding-left:1.1rem;font-style:italic}
    .paper .form-legend{font-size:.82rem;line-height:1.45;color:#333}
    .paper .form-legend span{margin-right:.7rem}
    .paper .notes-head{font-size:.86rem;font-weight:700;font-style:italic;margin-top:.5rem}
    .paper ul.notes{margin:.1rem 0 .6rem;padding-left:1.2rem;font-size:.86rem;line-height:1.35}
    .paper .signatures{display:flex;justify-content:space-around;text-align:center;margin-top:1rem;padding-bottom:4.5rem}
    .paper.few table{font-size:.95rem}
    @media print{
    .paper{border:0;padding:0;margin:0;font-size:10pt}
    .paper table{min-width:0!important;line-height:1.18}
    .paper.few table{font-size:9.5pt}.paper.some table{font-size:8pt}
    .paper.many table{font-size:6.6pt}.paper.most table{font-size:5.5pt}
    .paper.many col,.paper.most col{width:auto!important}
    .paper.most td:nth-child(2){min-width:23mm}
    .paper th,.paper td,.paper td.n{padding:.16em .22em;border-width:.5pt}
    .paper .origin,.paper .unit{font-size:9pt}
    .paper .form-legend,.paper ul.notes,.paper .notes-head{font-size:8pt}
    .paper .signatures{break-inside:avoid}}
    """

  /// Every sheet of the page sideways.
  static let sideways: HTML = "@page{size:A4 landscape;margin:9mm 8mm 10mm}"
}
