// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QPointer>
#include <QWidget>

#include "models/facet_counts.h"

class QHBoxLayout;
class QMenu;
class QToolButton;

namespace poolscope::ui {

/// The values that rows have, with how many have them: states as buttons, the other fields as menus. Clicking one asks for it
/// in the filter, or no longer.
class FacetBar : public QWidget {
    Q_OBJECT

public:
    /// Borrows all.
    FacetBar(FacetCounts& counts, const FilterVocabulary& vocabulary, QWidget* parent = nullptr);

    /// Marks the values that this filter asks for.
    void setFilterText(const QString& text);

signals:
    void toggled(poolscope::ui::FilterField field, const QString& word);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void refresh();
    void showStates(const Facet& facet);
    void showMenu(const Facet& facet);
    void fillMenu(FilterField field, QMenu& menu);

    QPointer<FacetCounts> m_counts;  ///< gone before this when both belong to a widget that is deleted in view
    const FilterVocabulary& m_vocabulary;
    QString m_text;
    QHBoxLayout* m_row;
    std::vector<std::pair<QString, QToolButton*>> m_states;       ///< by their word
    std::vector<std::pair<FilterField, QToolButton*>> m_menus;
};

}  // namespace poolscope::ui
