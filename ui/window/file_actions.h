// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include <QObject>
#include <QStringList>

#include "window/exporter.h"

class QAction;
class QActionGroup;
class QMenu;
class QSettings;
class QWidget;

namespace poolscope::ui {

class RunShelf;

/// Opening, saving and exporting, with dialogs that hold up nothing.
class FileActions : public QObject {
    Q_OBJECT

public:
    /// `window` is the parent of the dialogs.
    explicit FileActions(QWidget* window);

    /// Fills the File menu.
    void addTo(QMenu& menu);
    /// The runs of the menu of earlier runs, by the names that they have there. Borrowed.
    void setShelf(const RunShelf& shelf) { m_shelf = &shelf; }
    /// Exports and copies are possible once there is a trace.
    void setTrace(const QString& path);
    /// Which rows of results are shown and which are selected, for exports of them alone; asked when one begins. Without a
    /// value: all.
    using Chosen = std::optional<std::vector<std::uint32_t>>;
    using Rows = std::function<Chosen()>;
    void setRows(Rows shown, Rows selected);
    [[nodiscard]] Exporter& exporter() { return m_exporter; }
    /// Writes the rows that are chosen in the menu, without asking for a name.
    void exportTo(Exporter::Form form, const QString& target);
    /// A file was opened or saved: it leads the list of recent files.
    void remember(const QString& path);
    void save(QSettings& settings) const;
    void restore(const QSettings& settings);
    /// Whether a file is a scenario by its first bytes and name; anything else is taken for a trace.
    [[nodiscard]] static bool isScenario(const QString& path);
    /// Asks where to save the scenario; saveWanted() tells the answer.
    void askWhereToSave();

    QAction* open;
    QAction* saveScenario;
    QAction* saveScenarioAs;
    QAction* saveTrace;
    QAction* exportCsv;
    QAction* exportLines;
    QAction* exportSqlite;
    QAction* exportJson;
    QAction* exportChrome;

signals:
    void openWanted(const QString& path);
    /// A pool that still runs there is to be attached to.
    void attachWanted(const QString& runFolder);
    /// An empty path: where it came from.
    void saveWanted(const QString& path);
    void noticed(const poolscope::ui::Notice& notice);
    /// The list of recent files is another one.
    void remembered();

private:
    void askWhatToOpen();
    void askWhereTo(const QString& title, const QString& filter, const QString& suffix,
                    std::function<void(const QString&)> then);
    void askForExport(Exporter::Form form, const QString& filter, const QString& suffix);
    /// The rows that are chosen in the menu; nothing, after a notice, when they are none at all.
    [[nodiscard]] std::optional<Chosen> rowsFor(Exporter::Form form);
    void fillRecent();
    void fillRuns();

    QWidget* m_window;
    Exporter m_exporter;
    QActionGroup* m_rowChoice;
    Rows m_shown, m_selected;
    QMenu* m_recentMenu;
    QMenu* m_runsMenu;
    QStringList m_recent;
    QString m_trace;
    const RunShelf* m_shelf = nullptr;
};

}  // namespace poolscope::ui
