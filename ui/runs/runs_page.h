// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QTimer>
#include <QWidget>

#include "runs/run_list_model.h"
#include "session/reply.h"

class QAction;
class QLineEdit;
class QSettings;
class QSortFilterProxyModel;
class QBoxLayout;
class QSplitter;

namespace poolscope::ui {

class CodeActions;
class DataTable;
class InkLabel;
class NoRunMatches;
class RunDetails;
class RunShelf;

/// The runs that are kept, in a table with what is said of the selected one beside it. Everything goes by keys too; nothing is asked
/// back: what was deleted can be taken back for a while.
class RunsPage : public QWidget {
    Q_OBJECT

public:
    /// Borrows the shelf.
    explicit RunsPage(RunShelf& shelf, QWidget* parent = nullptr);

    [[nodiscard]] DataTable& table() { return *m_table; }
    [[nodiscard]] RunListModel& model() { return *m_model; }
    [[nodiscard]] QLineEdit& search() { return *m_search; }
    [[nodiscard]] RunDetails& details() { return *m_details; }
    [[nodiscard]] QStringList selectedFolders() const;
    [[nodiscard]] QString storageText() const;
    void select(const QStringList& folders);
    void focusSearch();
    void save(QSettings& settings) const;
    void restore(const QSettings& settings);

    QAction* open;
    QAction* runAgain;
    QAction* openScenario;
    QAction* rename;
    QAction* note;
    QAction* pin;
    QAction* baseline;
    QAction* compare;
    QAction* showFolder;
    QAction* remove;
    QAction* undoRemove;
    CodeActions* code;
    QAction* exportRuns;

    /// Writes the selected runs, or all that are shown: as CSV, or as JSON when the name ends so.
    void exportTo(const QString& path);

signals:
    /// How an export went: `problem` is empty when it was written.
    void exported(const QString& path, const QString& problem);
    /// A run that has ended: its trace is to be shown.
    void openWanted(const QString& folder);
    /// A run that goes on: its host is to be attached to.
    void attachWanted(const QString& folder);
    /// Its scenario is to be put into the form, and run if `isRun`.
    void scenarioWanted(const QString& folder, bool isRun);
    void compareWanted(const QStringList& runFolders);
    void folderWanted(const QString& folder);
    void limitsWanted();
    void noticed(const poolscope::ui::Notice& notice);
    /// What is about to be deleted.
    void removing(const QStringList& folders);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void fitBar();
    QAction* make(const char* name, const QString& text, const QString& tip, const QKeySequence& keys);
    void makeActions();
    QWidget* makeBar();
    QWidget* makeFooter();
    void follow();
    void followFilter();
    void refreshActions();
    void openSelected();
    void removeSelected();
    void undoLastRemoval();
    void forgetWhatIsGone();
    void askWhereToExport();
    [[nodiscard]] std::vector<StoredRun> runsToExport() const;
    void showMenu(const QPoint& globalPosition);
    [[nodiscard]] const StoredRun* current() const;
    /// What it is compared with; null: it is none, or is it itself.
    [[nodiscard]] const StoredRun* baselineOf(const StoredRun* run) const;

    RunShelf& m_shelf;
    RunListModel* m_model;
    QSortFilterProxyModel* m_sorted;
    DataTable* m_table;
    RunDetails* m_details;
    QSplitter* m_splitter;
    QBoxLayout* m_barLayout = nullptr;  ///< the field to find in and the buttons, beside or above one another
    QWidget* m_buttons = nullptr;
    QLineEdit* m_search = nullptr;
    InkLabel* m_storage = nullptr;
    NoRunMatches* m_noMatch = nullptr;  ///< over the table while the filter leaves no run
    QTimer m_look;
    QList<QStringList> m_trashed;  ///< a deletion each, the latest last
    QStringList m_toSelect;  ///< as soon as they are in the list
    QString m_neighbour;      ///< of what is being deleted
    QString m_next;           ///< is selected when what was deleted is gone
};

}  // namespace poolscope::ui
