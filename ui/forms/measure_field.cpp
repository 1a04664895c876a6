// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/measure_field.h"

#include <cmath>
#include <span>

#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>

#include "format/appearance.h"
#include "forms/explained_choice.h"

namespace poolscope::ui {

namespace {

constexpr int kHeight = 26;

/// A unit is `times` of the base unit, or the `part`-th part of it: a division gives 0.1 s for 100 ms to the last bit.
struct Unit {
    const char* name;
    double times;
    double part;
};
constexpr Unit kBytes[] = {{"KiB", 1024, 1}, {"MiB", 1048576, 1}, {"GiB", 1073741824, 1}, {"B", 1, 1}};
constexpr Unit kTimes[] = {{"s", 1, 1}, {"ms", 1, 1000}, {"min", 60, 1}, {"h", 3600, 1}};

std::span<const Unit> unitsOf(MeasureField::Kind kind) {
    return kind == MeasureField::Kind::Bytes ? std::span<const Unit>(kBytes) : std::span<const Unit>(kTimes);
}

const Unit& unitNamed(MeasureField::Kind kind, const QString& name) {
    for (const Unit& unit : unitsOf(kind))
        if (name == QLatin1String(unit.name)) return unit;
    return unitsOf(kind).front();
}

std::optional<double> read(const QString& text, const Unit& unit) {
    bool good = false;
    const double number = QLocale::c().toDouble(text.trimmed(), &good);
    if (!good || !std::isfinite(number)) return std::nullopt;
    return number * unit.times / unit.part;
}

QString write(double amount, const Unit& unit) {
    return QLocale::c().toString(amount / unit.times * unit.part, 'g', QLocale::FloatingPointShortest);
}

/// The largest unit of which the amount is a whole number, or the one in which it is said in full.
const Unit& unitFor(MeasureField::Kind kind, double amount) {
    const Unit* best = nullptr;
    for (const Unit& unit : unitsOf(kind)) {
        const double number = amount / unit.times * unit.part;
        if (number < 1 || number != std::floor(number) || read(write(amount, unit), unit) != amount) continue;
        if (!best || unit.times / unit.part > best->times / best->part) best = &unit;
    }
    return best ? *best : unitNamed(kind, kind == MeasureField::Kind::Bytes ? QStringLiteral("B") : QStringLiteral("s"));
}

}  // namespace

MeasureField::MeasureField(Kind kind, const QString& name, QWidget* parent)
    : QWidget(parent), m_kind(kind), m_edit(new QLineEdit(this)), m_unit(new ExplainedChoice(this)) {
    m_edit->setMinimumHeight(kHeight);
    m_edit->setAccessibleName(name);
    m_edit->setMinimumWidth(40);
    for (const Unit& unit : unitsOf(kind)) m_unit->addChoice(QLatin1String(unit.name), QLatin1String(unit.name), {});
    m_unit->setCurrentKey(kind == Kind::Bytes ? QStringLiteral("MiB") : QStringLiteral("s"));
    m_unit->setAccessibleName(tr("%1, unit").arg(name));
    m_unit->setMinimumContentsLength(0);
    m_unit->setFixedWidth(fontMetrics().horizontalAdvance(QStringLiteral("MiB")) + 36);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kSmallGap);
    row->addWidget(m_edit, 1);
    row->addWidget(m_unit);
    setFocusProxy(m_edit);
    connect(m_edit, &QLineEdit::textChanged, this, &MeasureField::changed);
    connect(m_unit, &QComboBox::currentIndexChanged, this, &MeasureField::changed);
}

void MeasureField::setPlaceholder(const QString& words) {
    m_edit->setPlaceholderText(words);
}

bool MeasureField::isEmpty() const {
    return m_edit->text().trimmed().isEmpty();
}

std::optional<double> MeasureField::amount() const {
    return read(m_edit->text(), unitNamed(m_kind, m_unit->currentKey()));
}

void MeasureField::setAmount(std::optional<double> shown) {
    if (!shown) {
        if (!isEmpty()) m_edit->clear();
        return;
    }
    if (amount() == shown) return;
    const Unit& unit = unitFor(m_kind, *shown);
    m_unit->setCurrentKey(QLatin1String(unit.name));
    m_edit->setText(write(*shown, unit));
}

}  // namespace poolscope::ui
