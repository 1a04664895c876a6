// SPDX-License-Identifier: GPL-3.0-or-later
// What stands around the charts: the bar above, their order, menus and export.
#include <algorithm>

#include <QButtonGroup>
#include <QFileDialog>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QMenu>
#include <QScrollArea>
#include <QSettings>
#include <QToolButton>

#include "charts/charts_page.h"
#include "charts/plot_picture.h"
#include "format/glyph.h"
#include "format/quantity.h"
#include "session/session.h"
#include "timeline/time_ticks.h"
#include "views/file_export.h"
#include "views/ink_label.h"

namespace poolscope::ui {

namespace {

constexpr int kTwoColumns = 720;
constexpr int kThreeColumns = 1500;

QToolButton* addButton(QHBoxLayout* row, const QString& text, const QString& toolTip) {
    auto* const button = new QToolButton;
    button->setText(text);
    button->setToolTip(toolTip);
    button->setMinimumHeight(24);
    row->addWidget(button);
    return button;
}

}  // namespace

void ChartsPage::makeBar() {
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* const row = new QHBoxLayout;
    m_bar = row;
    row->setContentsMargins(kLargeGap, kSmallGap, kGap, kSmallGap);
    row->setSpacing(kGap);
    m_follow = addButton(row, tr("Follow"), tr("Shows the whole run and goes with it (End)"));
    m_follow->setObjectName(QStringLiteral("follow"));
    m_follow->setCheckable(true);
    connect(m_follow, &QToolButton::clicked, this, [this](bool isChecked) {
        if (isChecked)
            setFollowing(Following::All);
        else
            look(m_seen);
    });
    m_where = new InkLabel(this);
    m_where->setObjectName(QStringLiteral("where"));
    row->addWidget(m_where);
    row->addStretch(1);
    m_pick = new InkLabel(this);
    m_pick->setObjectName(QStringLiteral("pick"));
    row->addWidget(m_pick);
    m_showResults = addButton(row, tr("Show in Results"), tr("The results of these tasks (Return in the chart)"));
    m_showResults->setObjectName(QStringLiteral("showInResults"));
    connect(m_showResults, &QToolButton::clicked, this, &ChartsPage::resultsWanted);
    m_clearPick = addButton(row, {}, tr("Lets all durations through again (Escape)"));
    m_clearPick->setObjectName(QStringLiteral("clearPick"));
    m_clearPick->setIcon(glyphIcon(Glyph::Cross));
    m_clearPick->setAccessibleName(tr("Clear the picked durations"));
    connect(m_clearPick, &QToolButton::clicked, this, [this] { pickDurations({}); });

    m_scales = new QButtonGroup(this);
    const std::pair<QString, Plot::Scale> choices[] = {{tr("Linear"), Plot::Scale::Linear},
                                                       {tr("Logarithmic"), Plot::Scale::Logarithmic}};
    for (const auto& [text, scale] : choices) {
        QToolButton* const button = addButton(row, text, tr("The axis of durations"));
        button->setCheckable(true);
        button->setProperty("segment", true);
        button->setChecked(scale == m_charts->durationScale());
        m_scales->addButton(button, static_cast<int>(scale));
    }
    connect(m_scales, &QButtonGroup::idClicked, this, [this](int scale) {
        m_charts->setDurationScale(static_cast<Plot::Scale>(scale));
        refreshNow();
    });
    m_export = addButton(row, tr("Export…"), tr("All charts in one picture: PNG, SVG or PDF"));
    m_export->setObjectName(QStringLiteral("exportCharts"));
    m_export->setIcon(glyphIcon(Glyph::Export));
    m_export->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(m_export, &QToolButton::clicked, this, [this] {
        std::vector<ChartKind> all;
        for (std::size_t kind = 0; kind < kChartKinds; ++kind) all.push_back(static_cast<ChartKind>(kind));
        askWhere(all);
    });
    column->addLayout(row);
    column->addWidget(m_scroll, 1);
    m_grid = new QGridLayout(m_scroll->widget());
    m_grid->setContentsMargins(kGap, kSmallGap, kGap, kGap);
    m_grid->setSpacing(kGap);
}

// In a narrow window words give way, never a part of them: what time is seen stands on the axes as well, the export has its picture,
// and the picked durations are painted in their chart.
void ChartsPage::fitBar() {
    const bool isPicked = m_durations.has_value();
    const bool hasWords = m_export->toolButtonStyle() != Qt::ToolButtonIconOnly;
    const int words = m_export->fontMetrics().horizontalAdvance(m_export->text()) + kGap;
    const auto widthOf = [this](const QWidget* part) { return part->sizeHint().width() + m_bar->spacing(); };
    const QMargins around = m_bar->contentsMargins();
    int needed = around.left() + around.right() + (hasWords ? 0 : words);
    for (int at = 0; at < m_bar->count(); ++at) {
        const QWidget* const part = m_bar->itemAt(at)->widget();
        const bool isOfPick = part == m_pick || part == m_showResults || part == m_clearPick;
        if (part && (isPicked || !isOfPick)) needed += widthOf(part);
    }
    const bool showsWhere = needed <= width();
    if (!showsWhere) needed -= widthOf(m_where);
    const bool showsWords = needed <= width();
    if (!showsWords) needed -= words;
    m_where->setVisible(showsWhere);
    if (showsWords != hasWords) m_export->setToolButtonStyle(showsWords ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
    m_pick->setVisible(isPicked && needed <= width());
    m_showResults->setVisible(isPicked);
    m_clearPick->setVisible(isPicked);
}

void ChartsPage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
    fitBar();
    if (isVisible()) m_timer.start(0);
}

void ChartsPage::arrange() {
    const int columns = width() >= kThreeColumns ? 3 : width() >= kTwoColumns ? 2 : 1;
    if (columns == m_columns) return;
    for (int row = 0; row < m_grid->rowCount(); ++row) m_grid->setRowStretch(row, 0);
    m_columns = columns;
    int place = 0;
    for (Plot* const plot : m_charts->plots()) {
        // An odd number of charts: the first has a row of two to itself.
        const bool isWide = columns == 2 && place == 0;
        m_grid->addWidget(plot, place / columns, place % columns, 1, isWide ? 2 : 1);
        m_grid->setRowStretch(place / columns, 1);
        place += isWide ? 2 : 1;
    }
    for (int column = 0; column < 3; ++column) m_grid->setColumnStretch(column, column < columns ? 1 : 0);
}

void ChartsPage::showWords() {
    m_follow->setChecked(m_following != Following::Off);
    const Time origin = m_session.state().summary().origin;
    const Time resolution = std::max<Time>(1, (m_seen.end - m_seen.begin) / 1000);
    QString where;
    if (!m_charts->history().isEmpty())
        where = tr("%1 to %2").arg(momentText(std::max(m_seen.begin, origin) - origin, resolution), momentText(m_seen.end - origin, resolution));
    if (const auto range = m_selection.range())
        where = tr("picked %1 to %2 (%3)")
                    .arg(momentText(range->begin - origin, std::max<Time>(1, (range->end - range->begin) / 1000)),
                         momentText(range->end - origin, std::max<Time>(1, (range->end - range->begin) / 1000)),
                         durationText(range->end - range->begin));
    m_where->setInk(m_selection.range() ? Ink::Accent : Ink::Muted);
    if (m_where->text() != where) m_where->setText(where);
    if (!m_durations) return fitBar();
    double tasks = 0;
    const Plot& plot = m_charts->plot(ChartKind::Durations);
    for (std::size_t bin = 0; bin + 1 < plot.keys(0).size(); ++bin)
        if (plot.keys(0)[bin] >= m_durations->begin && plot.keys(0)[bin] < m_durations->end) tasks += plot.values(0)[bin];
    m_pick->setText(tr("%1 tasks of %2 to %3")
                        .arg(countText(static_cast<std::uint64_t>(tasks)), tickText(m_durations->begin, Quantity::Duration),
                             tickText(m_durations->end, Quantity::Duration)));
    fitBar();
}

void ChartsPage::showMenu(ChartKind kind, const QPoint& place) {
    auto* const menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction* const one = menu->addAction(glyphIcon(Glyph::Export), tr("Export this chart…"));
    connect(one, &QAction::triggered, this, [this, kind] { askWhere({kind}); });
    if (isTimeChart(kind)) {
        QAction* const whole = menu->addAction(tr("Follow the whole run"));
        connect(whole, &QAction::triggered, this, [this] { setFollowing(Following::All); });
        QAction* const zoomIn = menu->addAction(tr("Show the picked time only"));
        zoomIn->setEnabled(m_selection.range().has_value());
        connect(zoomIn, &QAction::triggered, this, [this] {
            if (const auto range = m_selection.range()) look(*range);
        });
    }
    QAction* const clear = menu->addAction(tr("Let go of what is picked"));
    clear->setEnabled(isTimeChart(kind) ? m_selection.range() || m_selection.cursor() : m_durations.has_value());
    connect(clear, &QAction::triggered, this, [this, kind] { letGo(kind); });
    menu->popup(place);
}

void ChartsPage::askWhere(const std::vector<ChartKind>& kinds) {
    const auto* const dialog = openExportDialog(this, tr("Export charts"),
                                                {{QStringLiteral("png"), tr("PNG picture (*.png)")},
                                                 {QStringLiteral("svg"), tr("SVG picture (*.svg)")},
                                                 {QStringLiteral("pdf"), tr("PDF document (*.pdf)")}},
                                                kinds.size() == 1 ? chartKey(kinds.front()) : QStringLiteral("charts"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, kinds](const QString& path) { exportTo(kinds, path); });
}

void ChartsPage::exportTo(const std::vector<ChartKind>& kinds, const QString& path) {
    constexpr QSize kOne(720, 320);
    constexpr QSize kOfMany(560, 260);
    std::vector<Plot*> plots;
    for (const ChartKind kind : kinds) {
        m_charts->fill(kind, m_seen, now());
        plots.push_back(&m_charts->plot(kind));
    }
    const QByteArray picture = plotPicture(plots, pictureForm(path), plots.size() == 1 ? kOne : kOfMany, plots.size() == 9 ? 3 : 2);
    emit noticed(writtenNotice(path, writeWhole(picture, path)));
}

void ChartsPage::save(QSettings& settings) const {
    settings.setValue(QStringLiteral("charts/logarithmic"), m_charts->durationScale() == Plot::Scale::Logarithmic);
}

void ChartsPage::restore(const QSettings& settings) {
    const bool isLogarithmic = settings.value(QStringLiteral("charts/logarithmic"), true).toBool();
    const auto scale = isLogarithmic ? Plot::Scale::Logarithmic : Plot::Scale::Linear;
    m_charts->setDurationScale(scale);
    m_scales->button(static_cast<int>(scale))->setChecked(true);
}

}  // namespace poolscope::ui
