/// The look of administrative reports: serif type, A4 upright, wide appendices sideways.
enum LetterStyle {
  static let css: HTML = """
    body.letter{background:#e9edf1;color:#000;font-family:"Times New Roman","Liberation Serif",Tinos,"Noto Serif",serif;\
    font-size:1.05rem;line-height:1.45}
    .letter main{max-width:none;padding:1.5rem 1rem 3rem}
    .sheet{background:#fff;max-width:62rem;margin:0 auto 1.5rem;padding:3rem 3.6rem;box-shadow:0 1px 4px rgba(0,0,0,.25)}
    .sheet.sideways{max-width:82rem;padding:2rem 2.2rem}
    .letter p{max-width:none}
    .opening{display:grid;grid-template-columns:2fr 3fr;gap:1rem;text-align:center;line-height:1.3}
    .opening p{margin:0}
    .rule{width:5rem;border:0;border-top:1px solid #000;margin:.25rem auto .4rem}
    .rule.long{width:11rem}
    .opening .dateline{margin-top:.6rem}
    .letter h1{margin:2rem 0 0;text-align:center;font-size:1.25rem;line-height:1.35;letter-spacing:0;color:#000}
    .letter h1 span{display:block;font-size:1.1rem;max-width:36rem;margin:.15rem auto 0;text-wrap:balance}
    .rule.under{width:8rem;margin:.5rem auto 1.3rem}
    .addressee{text-align:center;margin:0 0 1.2rem}
    .letter h2{margin:1.5rem 0 .5rem;padding:0;border:0;font-size:1.05rem;line-height:1.35;color:#000}
    p.body,ol.body li{text-align:justify}
    p.body{text-indent:2.2rem;margin:.35rem 0}
    ol.body{margin:.35rem 0;padding-left:2.2rem}
    ol.body li{margin:.3rem 0}
    .sheet .paper{border:0;padding:0;margin:1rem 0 1.3rem}
    .sheet .paper .form-title{font-size:1rem}
    .sheet .paper table{min-width:0!important}
    .sheet .paper td{vertical-align:middle}
    .closing{display:grid;grid-template-columns:1fr 1fr;max-width:none;margin:1.4rem 0 0;padding:0 0 5rem}
    .closing p{margin:0}
    .closing .recipients{font-size:.88rem}
    .closing .signature{text-align:center}
    .letter .origin-sheet{font-size:.92rem}
    .letter ul.rules{margin:.3rem 0 0;padding-left:1.2rem}
    .letter ul.rules li{margin:.2rem 0;overflow-wrap:anywhere}
    .letter .small{font-size:.88rem;color:#333}
    .letter dl.run dt{color:#333}
    @media screen and (max-width:48rem){
    .sheet .paper table{min-width:44rem!important}
    .letter main{padding:0}
    .sheet,.sheet.sideways{padding:1.2rem 1rem;margin-bottom:.6rem}
    .opening{grid-template-columns:1fr;gap:.8rem}
    .closing{grid-template-columns:1fr;gap:1.4rem}}
    @page{size:A4 portrait;margin:18mm 15mm 17mm 22mm;@bottom-center{content:counter(page);font:10pt "Times New Roman",serif}}
    @page wide{size:A4 landscape;margin:13mm 11mm 13mm}
    @media print{
    html{font-size:11pt}
    body.letter{background:#fff;font-size:12.5pt;line-height:1.35}
    .letter main{padding:0}
    .sheet,.sheet.sideways{max-width:none;margin:0;padding:0 1px;box-shadow:none}
    .sheet.sideways{page:wide;break-before:page}
    .origin-sheet{page:auto;break-before:page}
    .letter footer{display:grid}
    .letter h1{font-size:14pt;margin-top:1.4rem}.letter h1 span{font-size:13pt}
    .letter h2{font-size:12.5pt;break-after:avoid}
    .sheet .paper .form-title,.sheet .paper .unit{break-after:avoid}
    .sheet .paper .form-title{font-size:11.5pt}
    .ending{break-inside:avoid}
    .letter .origin-sheet{font-size:10pt}}
    """
}
