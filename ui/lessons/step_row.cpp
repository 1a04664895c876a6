// SPDX-License-Identifier: GPL-3.0-or-later
#include "lessons/step_row.h"

#include <algorithm>

#include <QEvent>
#include <QGridLayout>
#include <QToolButton>

#include "format/appearance.h"

namespace poolscope::ui {

namespace {
constexpr int kTarget = 28;
}  // namespace

StepRow::StepRow(const QStringList& names, const QStringList& objects, QWidget* parent) : QWidget(parent), m_grid(new QGridLayout(this)) {
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(kSmallGap);
    for (qsizetype i = 0; i < names.size(); ++i) {
        auto* const step = new QToolButton(this);
        step->setText(QStringLiteral("%1 %2").arg(i + 1).arg(names[i]));
        step->setObjectName(objects[i]);
        step->setCheckable(true);
        step->setAutoRaise(true);
        step->setMinimumHeight(kTarget);
        step->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        m_buttons.push_back(step);
    }
    arrange();
}

void StepRow::arrange() {
    int widest = 0;
    for (const QToolButton* const step : m_buttons) widest = std::max(widest, step->sizeHint().width());
    const int count = static_cast<int>(m_buttons.size());
    // Halved until it fits: 4, 2, 1.
    int columns = count;
    while (columns > 1 && columns * widest + (columns - 1) * kSmallGap > width()) columns /= 2;
    if (columns == m_columns) return;
    m_columns = columns;
    for (int i = 0; i < count; ++i) {
        m_grid->removeWidget(m_buttons[static_cast<std::size_t>(i)]);
        m_grid->addWidget(m_buttons[static_cast<std::size_t>(i)], i / columns, i % columns);
    }
    updateGeometry();
}

void StepRow::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

bool StepRow::event(QEvent* event) {
    // Also when the buttons have got another font, which they get after this.
    if (event->type() == QEvent::LayoutRequest) arrange();
    return QWidget::event(event);
}

}  // namespace poolscope::ui
