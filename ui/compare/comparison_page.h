// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "compare/comparison_model.h"
#include "compare/comparison_set.h"
#include "session/reply.h"

class QAction;
class QComboBox;
class QLabel;
class QSettings;
class QSplitter;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace poolscope::ui {

class CodeActions;
class ComparisonCurves;
class InkLabel;
class ParallelCoordinates;
class TimelineStack;
class TimePartsBars;

/// Runs beside each other: at the left which ones, at the right what can be said, what differs, their timelines over each other,
/// where the time went, and curves. Runs come from the Runs page, from a file dialog, by dropping traces, or as the run that is
/// shown.
class ComparisonPage : public QWidget {
    Q_OBJECT

public:
    explicit ComparisonPage(QWidget* parent = nullptr);
    ~ComparisonPage() override;

    [[nodiscard]] ComparisonSet& set() { return m_set; }
    /// The trace of the run that the window shows, for "Add the run that is shown"; empty: none.
    void setShownTrace(const QString& path);
    void save(QSettings& settings) const;
    void restore(const QSettings& settings);

    [[nodiscard]] QTableView& table() { return *m_table; }
    [[nodiscard]] QTableView& differing() { return *m_differing; }
    [[nodiscard]] TimelineStack& timelines() { return *m_timelines; }
    [[nodiscard]] ParallelCoordinates& coordinates() { return *m_coordinates; }
    [[nodiscard]] QString verdict() const;
    /// All that can be done here by an action.
    [[nodiscard]] QList<QAction*> commands() const;
    /// The keys that belong to no action, and what they do.
    [[nodiscard]] static QList<std::pair<QString, QString>> keyWords();

public slots:
    void add(const QStringList& paths) { m_set.add(paths); }

signals:
    /// A run is to be opened in the window.
    void openWanted(const QString& path);
    /// Something did not work, in words.
    void problemTold(const QString& what);
    void noticed(const poolscope::ui::Notice& notice);
    /// Something worked that cannot be seen.
    void told(const QString& what);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    QWidget* makeRunList();
    QWidget* makeFindings();
    QWidget* makeEmptyHint();
    void makeActions();
    void follow();
    void showVerdict();
    void followBrush();
    void chooseFiles();
    void exportRuns();
    void writeExport(const QString& path);
    [[nodiscard]] std::vector<quint64> selectedIds() const;
    void fitTable(QTableView& table) const;

    ComparisonSet m_set;
    ComparisonModel m_model;
    DifferingModel m_differingModel;
    QString m_shownTrace;

    QAction *m_addFiles = nullptr, *m_addShown = nullptr, *m_remove = nullptr, *m_baseline = nullptr, *m_open = nullptr,
            *m_export = nullptr;
    CodeActions* m_code = nullptr;
    QSplitter* m_splitter = nullptr;
    QStackedWidget* m_stack = nullptr;
    QTableView* m_table = nullptr;
    QTableView* m_differing = nullptr;
    QComboBox* m_measure = nullptr;
    QComboBox* m_alignment = nullptr;
    QLabel* m_verdict = nullptr;
    InkLabel* m_brushed = nullptr;
    InkLabel* m_same = nullptr;
    TimelineStack* m_timelines = nullptr;
    TimePartsBars* m_parts = nullptr;
    ParallelCoordinates* m_coordinates = nullptr;
    ComparisonCurves* m_curves = nullptr;
};

}  // namespace poolscope::ui
