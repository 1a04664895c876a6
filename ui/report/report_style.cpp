// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/report_style.h"

namespace poolscope::ui {

QString reportStyleSheet() {
    return QStringLiteral(R"(:root { color-scheme: light; }
body { margin: 0; background: #fff; color: #1b2027; font: 15px/1.45 system-ui, "Noto Sans", "DejaVu Sans", sans-serif; }
main { max-width: 1280px; margin: 0 auto; padding: 32px 24px 64px; }
h1 { font-size: 28px; margin: 0 0 4px; overflow-wrap: anywhere; }
h2 { font-size: 19px; margin: 36px 0 10px; padding-bottom: 4px; border-bottom: 1px solid #dfe4e9; }
p.muted, .muted { color: #5b6673; }
dl.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; margin: 20px 0 0; }
dl.figures div { border: 1px solid #dfe4e9; border-radius: 8px; padding: 10px 14px; }
dl.figures dt { color: #5b6673; font-size: 13px; }
dl.figures dd { margin: 2px 0 0; font-size: 20px; font-variant-numeric: tabular-nums; }
div.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 14px; font-variant-numeric: tabular-nums; }
th, td { text-align: left; vertical-align: top; padding: 4px 12px 4px 0; border-bottom: 1px solid #edf0f3; }
thead th { color: #5b6673; font-weight: 600; white-space: nowrap; }
tbody th { font-weight: 400; color: #5b6673; width: 16em; }
td { overflow-wrap: anywhere; }
.number { text-align: right; white-space: nowrap; }
p.verdict { font-size: 18px; margin: 14px 0 0; }
table.heat { width: auto; border-collapse: separate; border-spacing: 2px; } table.heat td, table.heat th { text-align: center; padding: 8px 16px; border: 0; width: auto; }
table.heat td { border-radius: 4px; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
img.wide { width: 100%; border: 1px solid #dfe4e9; border-radius: 8px; }
.bad { color: #ad0000; } .good { color: #1d6b3a; }
td.bar { width: 34%; } td.bar span { display: block; height: 12px; border-radius: 2px; min-width: 1px; margin-top: 4px; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
img { display: block; max-width: 100%; height: auto; }
img.timeline { width: 100%; border: 1px solid #dfe4e9; border-radius: 8px; }
div.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(440px, 1fr)); gap: 12px; }
img.chart { width: 100%; border: 1px solid #dfe4e9; border-radius: 8px; break-inside: avoid; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: 13px/1.4 ui-monospace, "DejaVu Sans Mono", monospace; background: #f5f7f9; padding: 12px; border-radius: 8px; }
summary { cursor: pointer; color: #1f5fd6; margin-top: 10px; }
@media print { main { max-width: none; padding: 0; } h2 { break-after: avoid; } tr, dl.figures div { break-inside: avoid; } div.charts { grid-template-columns: 1fr 1fr; } a, summary { color: inherit; } }
@page { margin: 14mm; }
)");
}

}  // namespace poolscope::ui
