// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/state_style.h"

#include "format/activity.h"

namespace poolscope::ui {

double stateHeight(WorkerActivity activity) {
    switch (activity) {
    case WorkerActivity::Starting:
    case WorkerActivity::Initializing: return 0.6;
    case WorkerActivity::Transport: return 0.4;
    case WorkerActivity::Retiring: return 0.6;
    case WorkerActivity::Running:
    case WorkerActivity::Stopped:
    case WorkerActivity::Crashed: return 1.0;
    case WorkerActivity::Idle:   // a line of its own
    case WorkerActivity::Ended: return 0.0;
    }
    return 0.0;
}

namespace {

QRgb mixed(const QColor& first, const QColor& second, double ofSecond) {
    const double ofFirst = 1.0 - ofSecond;
    return QColor::fromRgbF(static_cast<float>(first.redF() * ofFirst + second.redF() * ofSecond),
                            static_cast<float>(first.greenF() * ofFirst + second.greenF() * ofSecond),
                            static_cast<float>(first.blueF() * ofFirst + second.blueF() * ofSecond))
        .rgb();
}

std::int64_t remainder(std::int64_t value, std::int64_t by) {
    const std::int64_t rest = value % by;
    return rest < 0 ? rest + by : rest;
}

}  // namespace

StateStyle::StateStyle(WorkerActivity activity, Appearance appearance, const QColor& background) {
    const QColor color = activityColor(activity, appearance);
    m_fill = color.rgb();
    switch (activity) {
    case WorkerActivity::Starting:
        m_pattern = Pattern::Dots;
        m_second = mixed(color, background, 0.75);
        break;
    case WorkerActivity::Initializing:
        m_pattern = Pattern::Hatch;
        m_second = mixed(color, background, 0.55);
        break;
    case WorkerActivity::Stopped:
        m_pattern = Pattern::Stripes;
        m_second = mixed(color, Qt::black, 0.8);
        break;
    default: m_second = m_fill; break;
    }
}

QRgb StateStyle::pixel(std::int64_t column, int row, int unit) const {
    const std::int64_t x = column >= 0 ? column / unit : -((-column + unit - 1) / unit);
    const int y = row / unit;
    switch (m_pattern) {
    case Pattern::Plain: return m_fill;
    case Pattern::Dots: return remainder(x + (y / 3 % 2) * 2, 4) == 0 && y % 3 == 1 ? m_second : m_fill;
    case Pattern::Hatch: return remainder(x + y, 5) < 1 ? m_second : m_fill;
    case Pattern::Stripes: return remainder(x - y, 8) < 3 ? m_second : m_fill;
    }
    return m_fill;
}

StateStyles stateStyles(Appearance appearance, const QColor& background) {
    StateStyles styles;
    for (std::size_t state = 0; state < kPaintedStates; ++state) {
        styles[state] = StateStyle(activityOf(state), appearance, background);
    }
    return styles;
}

}  // namespace poolscope::ui
