// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/facet_bar.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QIconEngine>
#include <QMenu>
#include <QPainter>
#include <QToolButton>

#include "filter/filter_toggle.h"
#include "format/quantity.h"

namespace poolscope::ui {

namespace {

/// A dot in the colour of the state: beside the words, never instead of them.
class DotIcon : public QIconEngine {
public:
    explicit DotIcon(Ink ink) : m_ink(ink) {}
    void paint(QPainter* painter, const QRect& rect, QIcon::Mode, QIcon::State) override {
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(ink(m_ink, QPalette()));
        // The rectangle is in pixels of the screen.
        const double side = rect.height() / 2.0;
        QRectF dot(0, 0, side, side);
        dot.moveCenter(QRectF(rect).center());
        painter->drawEllipse(dot);
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        QPixmap picture(size);
        picture.fill(Qt::transparent);
        QPainter painter(&picture);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return picture;
    }
    [[nodiscard]] QIconEngine* clone() const override { return new DotIcon(*this); }

private:
    Ink m_ink;
};

QString titleOf(FilterField field) {
    switch (field) {
    case FilterField::Worker: return FacetBar::tr("Worker");
    case FilterField::Batch: return FacetBar::tr("Batch");
    case FilterField::Error: return FacetBar::tr("Error");
    case FilterField::Attempt: return FacetBar::tr("Attempt");
    default: return FacetBar::tr("State");
    }
}

/// How many values there are: a number behind the title would read as the number of one of them.
QString countOf(FilterField field, std::size_t count) {
    const QString number = countText(count);
    switch (field) {
    case FilterField::Worker: return count == 1 ? FacetBar::tr("1 worker") : FacetBar::tr("%1 workers").arg(number);
    case FilterField::Batch: return count == 1 ? FacetBar::tr("1 batch") : FacetBar::tr("%1 batches").arg(number);
    case FilterField::Error: return count == 1 ? FacetBar::tr("1 kind of error") : FacetBar::tr("%1 kinds of error").arg(number);
    case FilterField::Attempt: return count == 1 ? FacetBar::tr("1 attempt") : FacetBar::tr("%1 different attempts").arg(number);
    default: return QStringLiteral("%1: %2").arg(titleOf(field), number);
    }
}

/// Else a filter would seem to change nothing.
QString countsAre() {
    return FacetBar::tr("The counts are of all rows, whatever the filter shows");
}

}  // namespace

FacetBar::FacetBar(FacetCounts& counts, const FilterVocabulary& vocabulary, QWidget* parent)
    : QWidget(parent), m_counts(&counts), m_vocabulary(vocabulary), m_row(new QHBoxLayout(this)) {
    setObjectName(QStringLiteral("facetBar"));
    setAccessibleName(tr("Values with their counts"));
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(kSmallGap);
    m_row->addStretch(1);
    connect(&counts, &FacetCounts::changed, this, &FacetBar::refresh);
    refresh();
}

void FacetBar::setFilterText(const QString& text) {
    if (text == m_text) return;
    m_text = text;
    refresh();
}

void FacetBar::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (m_counts) m_counts->setWatched(true);
}

void FacetBar::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    if (m_counts) m_counts->setWatched(false);
}

void FacetBar::refresh() {
    for (const Facet& facet : m_counts->facets()) {
        if (facet.field == FilterField::State) showStates(facet);
        else showMenu(facet);
    }
}

void FacetBar::showStates(const Facet& facet) {
    const QStringList chosen = chosenInFilter(m_text, FilterField::State, m_vocabulary);
    for (const FacetValue& value : facet.values) {
        const bool isKnown = std::any_of(m_states.begin(), m_states.end(), [&](const auto& known) { return known.first == value.word; });
        if (isKnown) continue;
        auto* const button = new QToolButton(this);
        button->setObjectName(QStringLiteral("facet-") + value.word);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setCheckable(true);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setIcon(QIcon(new DotIcon(value.ink)));
        button->setIconSize(QSize(10, 10));
        connect(button, &QToolButton::clicked, this, [this, word = value.word] { emit toggled(FilterField::State, word); });
        // In the order of the vocabulary, whichever comes first.
        const auto rank = [this](const QString& word) {
            const auto found = std::find_if(m_vocabulary.states.begin(), m_vocabulary.states.end(),
                                            [&](const FilterChoice& choice) { return choice.word == word; });
            return found - m_vocabulary.states.begin();
        };
        const auto place = std::find_if(m_states.begin(), m_states.end(),
                                        [&](const auto& known) { return rank(known.first) > rank(value.word); });
        m_row->insertWidget(static_cast<int>(place - m_states.begin()), button);
        m_states.insert(place, {value.word, button});
    }
    for (const auto& [word, button] : m_states) {
        const QString& wanted = word;
        const auto value = std::find_if(facet.values.begin(), facet.values.end(), [&](const FacetValue& one) { return one.word == wanted; });
        const bool isThere = value != facet.values.end();
        button->setVisible(isThere || chosen.contains(word));
        button->setText(isThere ? QStringLiteral("%1 %2").arg(value->title, countText(value->count)) : word + QStringLiteral(" 0"));
        button->setChecked(chosen.contains(word));
        button->setToolTip((button->isChecked() ? tr("Shown: click to ask for it no longer") : tr("Click to show only these")) + u'\n' + countsAre());
        button->setAccessibleName(tr("%1 rows are %2").arg(countText(isThere ? value->count : 0), isThere ? value->title : word));
    }
}

void FacetBar::showMenu(const Facet& facet) {
    auto place = std::find_if(m_menus.begin(), m_menus.end(), [&](const auto& known) { return known.first == facet.field; });
    if (place == m_menus.end()) {
        auto* const button = new QToolButton(this);
        button->setObjectName(QStringLiteral("facet-") + QLatin1String(infoOf(facet.field).name));
        button->setPopupMode(QToolButton::InstantPopup);
        button->setFocusPolicy(Qt::StrongFocus);
        auto* const menu = new QMenu(button);
        connect(menu, &QMenu::aboutToShow, this, [this, menu, field = facet.field] { fillMenu(field, *menu); });
        button->setMenu(menu);
        m_row->insertWidget(m_row->count() - 1, button);
        m_menus.push_back({facet.field, button});
        place = std::prev(m_menus.end());
    }
    const QStringList words = chosenInFilter(m_text, facet.field, m_vocabulary);
    // "1..40" asks for values without naming them.
    const auto chosenOf = [&words](const std::vector<FacetValue>& values) {
        return std::count_if(values.begin(), values.end(), [&](const FacetValue& value) { return words.contains(value.word); });
    };
    auto chosen = chosenOf(facet.values);
    if (chosen < words.size() && facet.valueCount > facet.values.size()) chosen = chosenOf(m_counts->allValues(facet.field));
    QToolButton& button = *place->second;
    const QString title = titleOf(facet.field);
    const QString all = countText(facet.valueCount);
    if (words.isEmpty()) button.setText(countOf(facet.field, facet.valueCount));
    else if (chosen < words.size()) button.setText(tr("%1: some of %2").arg(title, all));
    else button.setText(tr("%1: %2 of %3").arg(title, countText(static_cast<std::uint64_t>(chosen)), all));
    button.setToolTip(tr("%1: choose which to show").arg(title) + u'\n' + countsAre());
    // One value that all rows have tells nothing; errors do.
    button.setVisible(facet.valueCount > (facet.field == FilterField::Error ? 0U : 1U) || !words.isEmpty());
}

void FacetBar::fillMenu(FilterField field, QMenu& menu) {
    menu.clear();
    const QStringList chosen = chosenInFilter(m_text, field, m_vocabulary);
    for (const Facet& facet : m_counts->facets()) {
        if (facet.field != field) continue;
        for (const FacetValue& value : facet.values) {
            QString title = value.title;
            QAction* const action = menu.addAction(QStringLiteral("%1\t%2").arg(title.replace(u'&', QStringLiteral("&&")), countText(value.count)));
            action->setCheckable(true);
            action->setChecked(chosen.contains(value.word));
            connect(action, &QAction::triggered, this, [this, field, word = value.word] { emit toggled(field, word); });
        }
        if (facet.valueCount > facet.values.size())
            menu.addAction(tr("… and %1 more: type %2: in the filter")
                               .arg(countText(facet.valueCount - facet.values.size()), QLatin1String(infoOf(field).name)))
                ->setEnabled(false);
    }
}

}  // namespace poolscope::ui
