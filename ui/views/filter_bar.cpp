// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/filter_bar.h"

#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>

#include "filter/filter_number.h"
#include "filter/filter_toggle.h"
#include "format/appearance.h"
#include "format/glyph.h"
#include "format/quantity.h"
#include "views/facet_bar.h"
#include "views/filter_edit.h"
#include "views/filter_help.h"
#include "views/ink_label.h"

namespace poolscope::ui {

FilterBar::FilterBar(IndexedTableModel& model, const QString& hint, QWidget* parent)
    : QWidget(parent), m_model(model), m_counts(model), m_edit(new FilterEdit(this)), m_help(new QToolButton(this)),
      m_chip(new QToolButton(this)), m_facets(new FacetBar(m_counts, model.vocabulary(), this)),
      m_problem(new InkLabel(Ink::Bad, this)), m_count(new InkLabel(Ink::Muted, this)), m_top(new QHBoxLayout) {
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(kLargeGap - kSmallGap, kGap, kLargeGap, kGap);
    column->setSpacing(kSmallGap);
    m_top->setSpacing(kGap);
    m_edit->setObjectName(QStringLiteral("filter"));
    m_edit->setPlaceholderText(hint);
    m_edit->setAccessibleName(tr("Filter"));
    m_edit->setAccessibleDescription(tr("Words, or fields as in state:failed duration>2s; Down lists what can be typed"));
    m_edit->setMaximumWidth(620);
    m_edit->setVocabulary(&model.vocabulary(), [this](FilterField field) { return valuesOf(field); });
    m_help->setObjectName(QStringLiteral("filterHelpButton"));
    m_help->setText(QStringLiteral("?"));
    m_help->setToolTip(tr("How to filter"));
    m_help->setAccessibleName(tr("How to filter"));
    m_help->setFocusPolicy(Qt::StrongFocus);
    m_chip->setObjectName(QStringLiteral("rangeChip"));
    m_chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_chip->setLayoutDirection(Qt::RightToLeft);
    m_chip->setIcon(glyphIcon(Glyph::Cross));
    m_chip->setFocusPolicy(Qt::StrongFocus);
    m_chip->hide();
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_top->addWidget(m_edit, 1);
    m_top->addWidget(m_help);
    m_top->addWidget(m_chip);
    m_top->addStretch();
    m_top->addWidget(m_count);
    column->addLayout(m_top);
    column->addWidget(m_problem);
    column->addWidget(m_facets);

    connect(m_edit, &FilterEdit::filterChanged, this, &FilterBar::filter);
    connect(m_edit, &FilterEdit::problemChanged, this, &FilterBar::showProblem);
    connect(m_edit, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_facets->setFilterText(text);
        emit textChanged(text);
    });
    connect(m_help, &QToolButton::clicked, this, &FilterBar::showHelp);
    connect(m_chip, &QToolButton::clicked, this, [this] {
        setRange(std::nullopt);
        emit rangeDismissed();
    });
    connect(m_facets, &FacetBar::toggled, this, [this](FilterField field, const QString& word) {
        setText(toggledInFilter(m_edit->problem() ? m_edit->filter().text() : m_edit->text(), field, word, m_model.vocabulary()));
        m_facets->setFilterText(m_edit->text());
    });
    connect(&m_model, &IndexedTableModel::searched, this, &FilterBar::count);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &FilterBar::count);
    count();
}

void FilterBar::focusSearch() {
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->selectAll();
}

QString FilterBar::text() const {
    return m_edit->text();
}

void FilterBar::setText(const QString& text) {
    m_edit->setFilterText(text);
}

QString FilterBar::problem() const {
    return m_problem->isHidden() ? QString() : m_problem->text();
}

void FilterBar::addPart(QWidget* widget) {
    m_top->addWidget(widget);
}

void FilterBar::setRange(const std::optional<TimeRange>& range) {
    m_range = {};
    m_chip->setVisible(range.has_value());
    if (range) {
        const Time origin = m_model.state().summary().origin;
        QString text = QStringLiteral("time:") + timeRangeText(range->begin - origin, range->end - origin);
        if (range->lanes) text += QStringLiteral(" slot:%1..%2").arg(range->lanes->first).arg(range->lanes->last);
        m_range = parseFilter(text, m_model.vocabulary()).filter;
        m_chip->setText(text);
        m_chip->setToolTip(tr("Only what was going on in the part of the time that was picked; click to show all again"));
        m_chip->setAccessibleName(tr("%1: take this away").arg(text));
    }
    filter();
}

QStringList FilterBar::valuesOf(FilterField field) const {
    QStringList words;
    if (field == FilterField::Function) {
        for (const BatchInfo& batch : m_model.state().batches())
            if (const QString name = QString::fromStdString(batch.function); !words.contains(name)) words << name;
        return words;
    }
    if (field == FilterField::Cause) {
        for (int cause = 0; cause <= static_cast<int>(kLastEndCause); ++cause)
            words << QLatin1String(to_string(static_cast<EndCause>(cause)));
        return words;
    }
    for (const FacetValue& value : m_counts.allValues(field)) words << value.word;
    return words;
}

void FilterBar::filter() {
    m_model.setFilter(Filter::both(m_range, m_edit->filter()));
    count();
}

void FilterBar::showProblem() {
    const std::optional<FilterProblem>& problem = m_edit->problem();
    m_problem->setVisible(problem.has_value());
    if (!problem) return;
    const QString piece = m_edit->text().mid(problem->at, problem->length).trimmed();
    m_problem->setText(piece.isEmpty() ? problem->message : tr("At “%1”: %2").arg(piece, problem->message));
}

void FilterBar::showHelp() {
    (new FilterHelp(m_model.vocabulary(), this))->popUpBelow(*m_edit);
}

void FilterBar::count() {
    const auto shown = static_cast<std::uint64_t>(m_model.rowCount());
    const std::uint64_t all = m_model.sourceCount();
    QString words = m_model.filter().isActive() ? tr("%1 of %2").arg(countText(shown), countText(all)) : countText(all);
    if (m_model.filter().isActive() && m_model.isSearching()) words += tr(", searching");
    m_count->setText(all ? words : QString());
}

}  // namespace poolscope::ui
