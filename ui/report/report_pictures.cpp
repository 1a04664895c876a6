// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/report_pictures.h"

#include <algorithm>

#include <QBuffer>
#include <QCoreApplication>
#include <QImage>
#include <QLabel>
#include <QPixmap>

#include "charts/plot_picture.h"
#include "charts/run_charts.h"
#include "format/quantity.h"
#include "format/theme.h"
#include "timeline/pool_state_spans.h"
#include "timeline/timeline_view.h"

namespace poolscope::ui {

namespace {

constexpr QSize kChart(620, 280);
constexpr int kTimelineWidth = 1400;
constexpr int kLaneHeight = 32;
constexpr int kMostLanes = 40;
constexpr int kAroundLanes = 140;  // overview, axis, legend

QString say(const char* text) {
    return QCoreApplication::translate("ReportPictures", text);
}

/// A widget that is laid out and painted as if it were shown, in the light colours.
void pretendToShow(QWidget& widget, QSize size) {
    widget.setAttribute(Qt::WA_DontShowOnScreen);
    widget.setPalette(themePalette(Appearance::Light));
    widget.resize(size);
    widget.show();
}

}  // namespace

ReportPicture widgetPicture(QWidget& widget, QSize size, const QString& title, const QString& words) {
    pretendToShow(widget, size);
    QImage image(size * 2, QImage::Format_RGB32);
    image.setDevicePixelRatio(2);
    image.fill(widget.palette().color(QPalette::Base));
    widget.render(&image, {}, {}, QWidget::DrawChildren);
    QByteArray data;
    QBuffer buffer(&data);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return {title, words, data, QStringLiteral("image/png")};
}

ReportPicture timelinePicture(const PoolState& state) {
    const PoolStateSpans spans(state);
    TimelineView view;
    const int lanes = std::clamp(static_cast<int>(state.slot_count()), 2, kMostLanes);
    pretendToShow(view, {kTimelineWidth, lanes * kLaneHeight + kAroundLanes});
    view.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    view.setSource(&spans);
    for (QLabel* const hint : view.findChildren<QLabel*>()) hint->clear();  // what the mouse could do
    QByteArray data;
    QBuffer buffer(&data);
    buffer.open(QIODevice::WriteOnly);
    view.grab().save(&buffer, "PNG");
    const QString words = say("Timeline: %1 slots over %2, with a lane for each slot.")
                              .arg(countText(state.slot_count()), durationText(state.summary().last - state.summary().origin));
    view.setSource(nullptr);
    return {say("Timeline"), words, data, QStringLiteral("image/png")};
}

std::vector<ReportPicture> chartPictures(const PoolState& state) {
    QWidget paper;
    RunCharts charts(state, &paper);
    for (Plot* const plot : charts.plots())
        plot->resize(kChart);
    pretendToShow(paper, kChart);
    ChangeSet everything;
    everything.replaced = true;
    charts.update(everything);
    const PoolSummary& summary = state.summary();
    const Time length = std::max<Time>(1, summary.last - summary.origin);
    const TimeRange whole{summary.origin - length / 100, summary.last + length / 100};
    std::vector<ReportPicture> pictures;
    for (std::size_t kind = 0; kind < kChartKinds; ++kind) {
        Plot& plot = *charts.plots()[kind];
        charts.fill(static_cast<ChartKind>(kind), whole, summary.last);
        bool hasData = false;
        for (std::size_t series = 0; series < plot.series().size(); ++series)
            hasData = hasData || !plot.keys(series).empty();
        if (!hasData) continue;
        pictures.push_back({plot.title(), plot.title() + QStringLiteral(". ") + plot.summary(),
                            plotPicture({&plot}, PictureForm::Svg, kChart), QStringLiteral("image/svg+xml")});
    }
    return pictures;
}

}  // namespace poolscope::ui
