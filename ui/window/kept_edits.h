// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QTimer>

#include "session/places.h"

namespace poolscope::ui {

class ScenarioForm;
class ScenarioPanel;

/// Keeps edits of scenarios that are not saved from one start to the next: they are written a moment after each change, so that nothing
/// that ends the program takes more than that moment's. Several windows may do so at once: each writes only what was edited in it.
class KeptEdits : public QObject {
    Q_OBJECT

public:
    /// Borrows form and panel.
    KeptEdits(const Places& places, const ScenarioForm& form, ScenarioPanel& panel, QObject* parent);

    /// Gives the panel what was kept.
    void restore();
    /// At once.
    void save();

private:
    using Edits = std::map<QString, QByteArray>;  ///< scenarios by the paths of their files
    [[nodiscard]] Edits editsOfPanel() const;

    Places m_places;
    ScenarioPanel& m_panel;
    Edits m_known;  ///< as this window found or left them
    QTimer m_soon;
};

}  // namespace poolscope::ui
