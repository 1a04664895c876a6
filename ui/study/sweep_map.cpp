// SPDX-License-Identifier: GPL-3.0-or-later
#include "study/sweep_map.h"

#include <algorithm>
#include <cmath>

#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include "format/appearance.h"
#include "study/sweep_words.h"
#include "views/table_access.h"

namespace poolscope::ui {

namespace {

constexpr int kMostShownRows = 12;

double luminance(const QColor& color) {
    const auto linear = [](double part) { return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}
double contrast(const QColor& a, const QColor& b) {
    const double one = luminance(a), other = luminance(b);
    return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
}

/// Paints a cell with two lines: the time, and how it stands to the fastest.
class CellDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const QVariant heat = index.data(SweepMapModel::HeatRole);
        const bool isBest = index.data(SweepMapModel::BestRole).toBool();
        HeatColors colors{option.palette.color(QPalette::Base), ink(Ink::Muted, option.palette)};
        if (heat.isValid()) colors = heatColors(heat.toDouble(), option.palette);
        const QRect cell = option.rect.adjusted(1, 1, -1, -1);
        painter->save();
        painter->fillRect(cell, colors.cell);
        painter->setPen(colors.text);
        QFont font = option.font;
        font.setBold(isBest);
        painter->setFont(font);
        const QString detail = index.data(SweepMapModel::DetailRole).toString();
        const int line = QFontMetrics(font).height(), top = cell.center().y() - (detail.isEmpty() ? line / 2 : line);
        painter->drawText(QRect(cell.left(), top, cell.width(), line), Qt::AlignCenter, index.data().toString());
        QFont small = font;
        if (small.pointSizeF() > 0) small.setPointSizeF(small.pointSizeF() * 0.88);
        painter->setFont(small);
        painter->drawText(QRect(cell.left(), top + line, cell.width(), line), Qt::AlignCenter, detail);
        if (option.state & QStyle::State_Selected) {
            // A ring in two colours is seen on every cell.
            const bool isFocused = option.state & QStyle::State_HasFocus;
            painter->setBrush(Qt::NoBrush);
            painter->setPen(QPen(option.palette.color(QPalette::Text), isFocused ? 3 : 2));
            painter->drawRect(cell.adjusted(1, 1, -2, -2));
            painter->setPen(QPen(option.palette.color(QPalette::Base), 1));
            painter->drawRect(cell.adjusted(3, 3, -4, -4));
        }
        painter->restore();
    }
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override {
        const QFontMetrics metrics(option.font);
        return {metrics.horizontalAdvance(QStringLiteral("0000.00 ms")) + 2 * kGap, 2 * metrics.height() + kGap + kSmallGap};
    }
};

}  // namespace

HeatColors heatColors(double heat, const QPalette& palette) {
    const QColor base = palette.color(QPalette::Base), accent = ink(Ink::Accent, palette);
    // The slowest keeps a trace of the colour: it is a cell, too.
    const double share = 0.06 + 0.94 * (1 - std::clamp(heat, 0.0, 1.0));
    const auto mix = [share](double from, double to) { return static_cast<float>(from + (to - from) * share); };
    HeatColors colors;
    colors.cell = QColor::fromRgbF(mix(base.redF(), accent.redF()), mix(base.greenF(), accent.greenF()), mix(base.blueF(), accent.blueF()));
    colors.text = contrast(colors.cell, Qt::white) >= contrast(colors.cell, Qt::black) ? QColor(Qt::white) : QColor(Qt::black);
    return colors;
}

SweepMap::SweepMap(QWidget* parent) : QWidget(parent), m_table(new QTableView(this)), m_axes(new QLabel(this)) {
    TableAccess::install();
    m_table->setObjectName(QStringLiteral("sweepMap"));
    m_table->setAccessibleName(tr("medians by two parameters"));
    m_table->setModel(&m_model);
    m_table->setItemDelegate(new CellDelegate(m_table));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    for (QHeaderView* const header : {m_table->horizontalHeader(), m_table->verticalHeader()}) {
        header->setSectionResizeMode(QHeaderView::Fixed);
        header->setHighlightSections(false);
        header->setSectionsClickable(false);
        header->setDefaultAlignment(Qt::AlignCenter);
    }
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSmallGap);
    column->addWidget(m_axes);
    column->addWidget(m_table);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& index) {
        if (index.isValid() && !m_isSetting) emit chosen(m_model.configurationAt(index));
    });
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex& index) { emit activated(m_model.configurationAt(index)); });
}

SweepMap::~SweepMap() {
    delete m_table;  // it looks at the model, which is a member and goes first otherwise
}

void SweepMap::show(const study::SweepSpec& spec, const SweepOutcome& outcome) {
    m_model.setOutcome(spec, outcome);
    if (!hasCells()) return;
    m_axes->setText(QStringLiteral("%1 ↓   %2 →").arg(parameterName(spec.axes[0].parameter), parameterName(spec.axes[1].parameter)));
    fit();
}

void SweepMap::clear() {
    m_model.clear();
}

void SweepMap::fit() {
    QStyleOptionViewItem option;
    option.font = m_table->font();
    const QSize cell = m_table->itemDelegate()->sizeHint(option, {});
    m_table->horizontalHeader()->setDefaultSectionSize(cell.width());
    m_table->verticalHeader()->setDefaultSectionSize(cell.height());
    const int rows = std::min(kMostShownRows, m_model.rowCount());
    const int bar = m_table->horizontalScrollBar()->sizeHint().height();
    m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height() + rows * cell.height() + bar + 2);
}

void SweepMap::setCurrent(std::optional<std::size_t> configuration) {
    const QModelIndex index = configuration ? m_model.indexOf(*configuration) : QModelIndex();
    if (m_table->currentIndex() == index && m_table->selectionModel()->isSelected(index) == index.isValid()) return;
    m_isSetting = true;
    m_table->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
    m_isSetting = false;
}

void SweepMap::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange && hasCells()) fit();
}

}  // namespace poolscope::ui
