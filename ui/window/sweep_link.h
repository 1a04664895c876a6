// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "session/reply.h"

namespace poolscope::ui {

class RunShelf;
class ScenarioForm;
class ScenarioPanel;
class SweepPage;

/// What the Sweep page has to do with the rest of the window: its configurations go into the form, as edits that can be undone, its runs into
/// the store.
class SweepLink : public QObject {
    Q_OBJECT

public:
    /// Borrows them all.
    SweepLink(SweepPage& page, ScenarioForm& form, const ScenarioPanel& panel, RunShelf& shelf, QObject* parent);

    /// Opens a sweep file. Returns whether it could be used; noticed() tells why not.
    bool open(const QString& path);

signals:
    void noticed(const poolscope::ui::Notice& notice);

private:
    SweepPage& m_page;
};

}  // namespace poolscope::ui
