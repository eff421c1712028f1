/// The look of the page: system fonts, colours told apart by colour-blind readers, A4 in print.
enum Stylesheet {
  static let css: HTML = """
    :root{--ink:#17232e;--soft:#4d5b68;--line:#d5dce3;--wash:#f3f6f9;--blue:#0b4f86;--deep:#073a63;--req:#a63c00;\
    --good:#0b5d8a;--warn:#7a4b00;--bad:#9b1c00;--path:#6a2f86}
    *{box-sizing:border-box}
    html{font-size:100%;-webkit-text-size-adjust:100%}
    body{margin:0;background:#fff;color:var(--ink);line-height:1.5;\
    font-family:system-ui,-apple-system,"Segoe UI","Noto Sans",Roboto,"Helvetica Neue",Arial,"DejaVu Sans",sans-serif}
    main,header.top,footer{max-width:70rem;margin:0 auto;padding:0 1.5rem}
    a{color:var(--blue)}
    a:focus-visible,.scroll:focus-visible{outline:3px solid #e08a00;outline-offset:2px}
    .skip{position:absolute;left:-999rem}
    .skip:focus{left:1rem;top:1rem;background:#fff;padding:.5rem 1rem;z-index:2}
    header.top{padding-top:2.2rem}
    .kicker{margin:0;color:var(--soft);font-size:.95rem}
    h1{margin:.15rem 0 .9rem;font-size:2rem;line-height:1.2;letter-spacing:-.01em;color:var(--deep)}
    h2{margin:2.8rem 0 .7rem;padding-top:.9rem;border-top:2px solid var(--deep);font-size:1.4rem;line-height:1.25;color:var(--deep)}
    h3{margin:1.7rem 0 .5rem;font-size:1.08rem;line-height:1.3}
    h4{margin:0;font-size:1rem;line-height:1.3}
    p{margin:.5rem 0;max-width:48rem}
    .lead{font-size:1.16rem;line-height:1.5;max-width:56rem}
    .note,figcaption{color:var(--soft);font-size:.88rem}
    .cards{display:grid;grid-template-columns:repeat(4,1fr);gap:.9rem;margin:1.4rem 0;padding:0;list-style:none}
    .cards li{background:var(--wash);border-left:4px solid var(--blue);padding:.75rem .9rem}
    .cards li.alert{border-left-color:var(--req)}
    .cards b{display:block;font-size:1.6rem;line-height:1.2;color:var(--deep);font-variant-numeric:tabular-nums;white-space:nowrap}
    .cards b small{font-size:.9rem;font-weight:600}
    .cards span{display:block;font-size:.86rem;color:var(--soft);line-height:1.4}
    nav.toc{margin:1.6rem 0 0;padding:.8rem 1rem;background:var(--wash);font-size:.92rem}
    nav.toc ol{margin:0;padding-left:1.3rem;columns:3;column-gap:2rem}
    .scroll{overflow-x:auto;margin:.7rem 0 1.2rem}
    table{border-collapse:collapse;width:100%;font-size:.9rem;line-height:1.35;font-variant-numeric:tabular-nums}
    caption{text-align:left;color:var(--soft);font-size:.88rem;padding-bottom:.35rem}
    caption.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
    th,td{padding:.38rem .55rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line);font-weight:400}
    thead th{color:var(--soft);font-weight:600;font-size:.82rem;vertical-align:bottom;border-bottom:1.5px solid var(--soft);line-height:1.25}
    thead th.n{white-space:normal}
    tbody th{font-weight:500}
    .n{text-align:right;white-space:nowrap}
    .sub{display:block;color:var(--soft);font-size:.82rem;line-height:1.3}
    .wide{min-width:52rem}
    .mid{min-width:36rem}
    .lv{font-weight:600;white-space:nowrap}
    .lv-met,.lv-on-track{color:var(--good)}
    .lv-at-risk{color:var(--warn)}
    .lv-will-miss{color:var(--bad)}
    .lv-unstated{color:var(--warn)}
    .p,.d{white-space:nowrap}
    .err{color:var(--soft);font-size:.84em}
    .pb{display:inline-block;vertical-align:-.04rem;width:3.6rem;height:.7rem;margin-right:.4rem}
    .bar{display:block;width:100%;min-width:9rem;height:1.05rem}
    figure{margin:1rem 0 1.4rem}
    svg.fan{display:block;width:100%;height:auto;font-family:inherit}
    svg .g{stroke:var(--line);stroke-width:1}
    svg .t{stroke:var(--soft);stroke-width:1}
    svg .ye{stroke:#8a97a3;stroke-width:1;stroke-dasharray:2 3}
    svg .ao{stroke:var(--ink);stroke-width:1}
    svg .ax{fill:var(--soft)}
    svg .ax2{fill:var(--soft);font-size:.88em}
    svg .b1{fill:#e3eef7}svg .b2{fill:#c0d9ed}svg .b3{fill:#94bfe0}
    svg .med{fill:none;stroke:var(--blue);stroke-width:2.4}
    svg .act{fill:none;stroke:#000;stroke-width:3}
    svg .nom{fill:none;stroke:#3f4a54;stroke-width:1.5;stroke-dasharray:2 3}
    svg .coh{fill:none;stroke:var(--path);stroke-width:1.1}
    svg .req{fill:none;stroke:var(--req);stroke-width:1.7;stroke-dasharray:7 4}
    svg .dia{fill:var(--req);stroke:#fff;stroke-width:1}
    svg .ld{fill:none;stroke:#8a97a3;stroke-width:.8}
    svg .l2{fill:#23557f}svg .lm{fill:var(--deep);font-weight:700}svg .lc{fill:var(--path)}svg .ln{fill:#3f4a54}
    svg .lr{fill:var(--req);paint-order:stroke;stroke:#fff;stroke-width:3px;stroke-linejoin:round}
    .chart{overflow-x:auto}
    .chart svg.fan{min-width:44rem}
    .multiples{display:grid;grid-template-columns:repeat(2,1fr);gap:.6rem 1.6rem}
    .multiples figure{margin:.3rem 0}
    .multiples h3{margin:.6rem 0 0}
    .multiples figcaption{margin-bottom:.3rem}
    .legend{display:flex;flex-wrap:wrap;gap:.25rem 1.2rem;margin:.5rem 0;padding:0;list-style:none;font-size:.86rem;color:var(--soft)}
    .legend svg{width:1.7rem;height:.8rem;vertical-align:-.05rem;margin-right:.4rem}
    .key{display:inline-block;padding:.05rem .5rem}
    th.h{text-align:center;width:8.2rem}
    td.h{text-align:center;white-space:nowrap;padding:0;height:1px;border:2px solid #fff;font-weight:600}
    td.h span{display:flex;align-items:center;justify-content:center;height:100%;padding:.45rem .4rem}
    .two .bar{height:.5rem}
    .h0{background:#8c2d04;color:#fff}.h1{background:#f0a35e;color:#17232e}.h2{background:#fce3c4;color:#17232e}
    .h3{background:#dbe9f5;color:#17232e}.h4{background:#a5cbe8;color:#17232e}.h5{background:#1d6ba5;color:#fff}
    .h6{background:#073a63;color:#fff}
    .projects{display:grid;grid-template-columns:repeat(2,1fr);gap:1rem 1.4rem}
    .card{border:1px solid var(--line);border-top:3px solid var(--blue);padding:.7rem .85rem;font-size:.88rem;line-height:1.4}
    .card.alarm{border-top-color:var(--req)}
    .targets{margin:0 0 1rem;padding-left:1.2rem;font-weight:600}
    table b{white-space:nowrap}
    .roomy tbody th{min-width:9.6rem}
    .named tbody th{width:32%}
    .tasks tbody th{width:36%}.tasks td:nth-child(2){min-width:9.2rem}
    .fine{font-size:.82rem}
    .fine .sub{font-size:1em}
    .rules tbody th{width:12%}.rules td:nth-child(2){width:36%}.rules td:nth-child(3){width:17%}
    .rules b{white-space:normal;overflow-wrap:anywhere}
    th.n,td.n{padding-left:.8rem}
    dl.answers{margin:1rem 0;max-width:64rem}
    dl.answers div{display:grid;grid-template-columns:12.5rem 1fr;gap:1rem;padding:.4rem 0;border-bottom:1px solid var(--line)}
    dl.answers dt{font-weight:600;color:var(--deep)}
    dl.answers dd{margin:0}
    .card p{margin:.2rem 0}
    .card ul{margin:.3rem 0;padding-left:1.1rem}
    dl.run{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1.2rem;margin:.6rem 0}
    dl.run dt{color:var(--soft)}
    dl.run dd{margin:0;overflow-wrap:anywhere}
    dl.how{columns:2;column-gap:2.4rem;margin:.4rem 0}
    dl.how div{break-inside:avoid;padding-bottom:.8rem}
    dl.how dt{font-weight:600}
    dl.how dd{margin:.1rem 0 0}
    .src{overflow-wrap:anywhere}
    footer{padding-top:1rem;padding-bottom:3rem}
    @media (max-width:62rem){.cards{grid-template-columns:repeat(2,1fr)}nav.toc ol{columns:2}}
    @media (max-width:40rem){
    main,header.top,footer{padding-left:1rem;padding-right:1rem}
    h1{font-size:1.55rem}h2{font-size:1.22rem}.lead{font-size:1.05rem}
    .multiples,.projects{grid-template-columns:1fr}dl.how{columns:1}nav.toc ol{columns:1}
    .cards{gap:.6rem}.cards b{font-size:1.25rem}.cards li{padding:.6rem .7rem}
    dl.run{grid-template-columns:1fr;gap:0}dl.run dd{margin-bottom:.5rem}
    dl.answers div{grid-template-columns:1fr;gap:0}}
    @page{size:A4;margin:15mm 14mm 16mm}
    @media print{
    html{font-size:8.6pt}
    *{-webkit-print-color-adjust:exact;print-color-adjust:exact}
    main,header.top,footer{max-width:none;padding:0}
    header.top{padding-top:0}
    nav.toc,.skip,footer{display:none}
    a{color:inherit;text-decoration:none}
    .scroll,.chart{overflow:visible}
    .wide,.mid,.chart svg.fan{min-width:0}
    .pb{width:2.6rem}
    .bar{min-width:6rem}
    h2,h3,h4,caption{break-after:avoid}
    h2{margin-top:1.6rem}
    thead{display:table-header-group}
    tr,figure,.keep,.card,.cards li,dl.run{break-inside:avoid}
    p{orphans:3;widows:3}
    .page{break-before:page}
    .page h2{border-top:0;margin-top:0;padding-top:0}
    th.h{width:7.2rem}.card{font-size:.78rem;line-height:1.3;padding:.4rem .6rem}.card p,.card ul{margin:.1rem 0}
    .card h4{font-size:.94rem}
    .projects{gap:.55rem 1rem}.fine{font-size:.76rem}
    dl.answers div{grid-template-columns:11rem 1fr}
    td.h span{padding:.34rem .3rem}
    th,td{padding:.28rem .4rem}
    .cards{grid-template-columns:repeat(4,1fr)}
    .multiples,.projects{grid-template-columns:repeat(2,1fr)}
    dl.run{grid-template-columns:max-content 1fr}}
    """
}
