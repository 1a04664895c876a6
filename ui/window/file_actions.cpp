// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/file_actions.h"

#include <QAction>
#include <QActionGroup>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QSettings>

#include "format/glyph.h"
#include "runs/run_shelf.h"
#include "runs/run_words.h"

namespace poolscope::ui {

namespace {

constexpr int kMostRecent = 10;
constexpr qsizetype kMostRuns = 15;

QAction* make(QObject* parent, const char* name, const QIcon& icon, const QString& text,
              const QKeySequence& keys = {}) {
    auto* const action = new QAction(icon, text, parent);
    action->setObjectName(QLatin1String(name));
    action->setShortcut(keys);
    return action;
}

}  // namespace

FileActions::FileActions(QWidget* window)
    : QObject(window), m_window(window), m_rowChoice(new QActionGroup(this)), m_recentMenu(new QMenu(tr("Open &recent"), window)),
      m_runsMenu(new QMenu(tr("Open an &earlier run"), window)) {
    open = make(this, "open", glyphIcon(Glyph::Open), tr("&Open a scenario, sweep or trace…"), QKeySequence::Open);
    saveScenario = make(this, "saveScenario", glyphIcon(Glyph::Save), tr("&Save the scenario"), QKeySequence::Save);
    saveScenarioAs =
        make(this, "saveScenarioAs", {}, tr("Save the scenario &as…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S));
    saveTrace = make(this, "saveTrace", {}, tr("Save a copy of the &trace…"));
    exportCsv =
        make(this, "exportCsv", glyphIcon(Glyph::Export), tr("Results as &CSV…"), QKeySequence(Qt::CTRL | Qt::Key_E));
    exportLines = make(this, "exportLines", {}, tr("Results as JSON &lines…"));
    exportSqlite = make(this, "exportSqlite", {}, tr("The run as an &SQLite database…"));
    exportJson = make(this, "exportJson", {}, tr("The run as &JSON…"));
    exportChrome = make(this, "exportChrome", {}, tr("For &Perfetto (Chrome trace)…"));

    connect(open, &QAction::triggered, this, &FileActions::askWhatToOpen);
    connect(saveScenario, &QAction::triggered, this, [this] { emit saveWanted({}); });
    connect(saveScenarioAs, &QAction::triggered, this, &FileActions::askWhereToSave);
    connect(saveTrace, &QAction::triggered, this, [this] {
        askWhereTo(tr("Save a copy of the trace"), tr("Traces (*.trace)"), QStringLiteral("trace"),
                   [this](const QString& target) { exportTo(Exporter::Form::Trace, target); });
    });
    connect(exportCsv, &QAction::triggered, this,
            [this] { askForExport(Exporter::Form::Csv, tr("CSV files (*.csv)"), QStringLiteral("csv")); });
    connect(exportLines, &QAction::triggered, this,
            [this] { askForExport(Exporter::Form::ResultLines, tr("JSON lines (*.jsonl)"), QStringLiteral("jsonl")); });
    connect(exportSqlite, &QAction::triggered, this,
            [this] { askForExport(Exporter::Form::Sqlite, tr("SQLite databases (*.sqlite)"), QStringLiteral("sqlite")); });
    const std::pair<const char*, QString> choices[] = {{"exportAll", tr("&All results")},
                                                       {"exportShown", tr("Those that the &filter shows")},
                                                       {"exportSelected", tr("Those that are s&elected")}};
    for (const auto& [name, text] : choices) {
        QAction* const choice = m_rowChoice->addAction(make(this, name, {}, text));
        choice->setCheckable(true);
    }
    m_rowChoice->actions().constFirst()->setChecked(true);
    connect(exportJson, &QAction::triggered, this,
            [this] { askForExport(Exporter::Form::Json, tr("JSON files (*.json)"), QStringLiteral("json")); });
    connect(exportChrome, &QAction::triggered, this,
            [this] { askForExport(Exporter::Form::Chrome, tr("JSON files (*.json)"), QStringLiteral("json")); });
    connect(&m_exporter, &Exporter::finished, this, &FileActions::noticed);
    connect(m_recentMenu, &QMenu::aboutToShow, this, &FileActions::fillRecent);
    connect(m_runsMenu, &QMenu::aboutToShow, this, &FileActions::fillRuns);
    m_recentMenu->setObjectName(QStringLiteral("recentFiles"));
    m_runsMenu->setObjectName(QStringLiteral("earlierRuns"));
    m_runsMenu->setToolTipsVisible(true);
    setTrace({});
}

void FileActions::addTo(QMenu& menu) {
    menu.addAction(open);
    menu.addMenu(m_recentMenu);
    menu.addMenu(m_runsMenu);
    menu.addSeparator();
    menu.addAction(saveScenario);
    menu.addAction(saveScenarioAs);
    menu.addSeparator();
    menu.addAction(saveTrace);
    QMenu* const exports = menu.addMenu(glyphIcon(Glyph::Export), tr("&Export"));
    exports->addActions({exportCsv, exportLines, exportSqlite, exportJson, exportChrome});
    exports->addSection(tr("Which results"));
    exports->addActions(m_rowChoice->actions());
}

void FileActions::setTrace(const QString& path) {
    m_trace = path;
    for (QAction* const action : {saveTrace, exportCsv, exportLines, exportSqlite, exportJson, exportChrome})
        action->setEnabled(!path.isEmpty());
}

bool FileActions::isScenario(const QString& path) {
    if (QFileInfo(path).suffix().compare(QLatin1String("json"), Qt::CaseInsensitive) == 0) return true;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return false;
    return file.read(64).trimmed().startsWith('{');
}

void FileActions::askWhatToOpen() {
    auto* const dialog = new QFileDialog(m_window, tr("Open a scenario, a sweep or a trace"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Scenarios, sweeps and traces (*.json *.trace trace)"), tr("All files (*)")});
    if (!m_recent.isEmpty()) dialog->setDirectory(QFileInfo(m_recent.constFirst()).absolutePath());
    connect(dialog, &QFileDialog::fileSelected, this, &FileActions::openWanted);
    dialog->open();
}

void FileActions::askWhereTo(const QString& title, const QString& filter, const QString& suffix,
                             std::function<void(const QString&)> then) {
    auto* const dialog = new QFileDialog(m_window, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(filter);
    dialog->setDefaultSuffix(suffix);
    connect(dialog, &QFileDialog::fileSelected, this, [then = std::move(then)](const QString& path) { then(path); });
    dialog->open();
}

void FileActions::askWhereToSave() {
    // The ending by which a desktop knows a scenario (resources/mime).
    askWhereTo(tr("Save the scenario"), tr("Scenarios (*.poolscope.json *.json)"), QStringLiteral("poolscope.json"),
               [this](const QString& target) { emit saveWanted(target); });
}

void FileActions::setRows(Rows shown, Rows selected) {
    m_shown = std::move(shown);
    m_selected = std::move(selected);
}

void FileActions::askForExport(Exporter::Form form, const QString& filter, const QString& suffix) {
    if (!rowsFor(form)) return;
    askWhereTo(tr("Export"), filter, suffix, [this, form](const QString& target) { exportTo(form, target); });
}

std::optional<FileActions::Chosen> FileActions::rowsFor(Exporter::Form form) {
    const QString choice = m_rowChoice->checkedAction()->objectName();
    const bool takesRows = form == Exporter::Form::Csv || form == Exporter::Form::ResultLines || form == Exporter::Form::Sqlite;
    Chosen rows;
    if (takesRows && choice == QLatin1String("exportShown") && m_shown) rows = m_shown();
    if (takesRows && choice == QLatin1String("exportSelected") && m_selected) rows = m_selected();
    if (!rows || !rows->empty()) return rows;
    // A file of titles alone would look like an export of everything that went wrong.
    emit noticed({Notice::Weight::Warning,
                  choice == QLatin1String("exportSelected") ? tr("Nothing was exported: no result is selected.")
                                                            : tr("Nothing was exported: no result is shown."),
                  tr("Which results are exported is chosen in the File menu.")});
    return std::nullopt;
}

void FileActions::exportTo(Exporter::Form form, const QString& target) {
    std::optional<Chosen> rows = rowsFor(form);
    if (!rows) return;
    Exporter::Job job{m_trace, form, target};
    job.rows = std::move(*rows);
    m_exporter.write(job);
}

void FileActions::remember(const QString& path) {
    const QString file = QFileInfo(path).absoluteFilePath();
    m_recent.removeAll(file);
    m_recent.prepend(file);
    while (m_recent.size() > kMostRecent)
        m_recent.removeLast();
    emit remembered();
}

void FileActions::fillRecent() {
    m_recentMenu->clear();
    for (const QString& file : std::as_const(m_recent)) {
        QAction* const action = m_recentMenu->addAction(QDir::toNativeSeparators(file));
        connect(action, &QAction::triggered, this, [this, file] { emit openWanted(file); });
    }
    if (m_recent.isEmpty()) m_recentMenu->addAction(tr("Nothing yet"))->setEnabled(false);
}

void FileActions::fillRuns() {
    m_runsMenu->clear();
    if (m_shelf) {
        for (const StoredRun& listed : m_shelf->runs()) {
            if (m_runsMenu->actions().size() == kMostRuns) break;
            // The list may be some seconds old: whether it still runs is asked now.
            const std::optional<StoredRun> run = RunStore::look(listed.folder);
            if (!run) continue;
            const QString folder = QFile::decodeName(QByteArray::fromStdString(run->folder));
            QString name = QStringLiteral("%1, %2").arg(runName(listed), runWhen(listed));
            name.replace(u'&', QStringLiteral("&&"));
            // Of whose pool it is one learns when it answers; another program's may only be looked at.
            QAction* const action = m_runsMenu->addAction(run->is_live ? tr("%1 – still runs, attach").arg(name) : name);
            action->setToolTip(QDir::toNativeSeparators(folder));
            connect(action, &QAction::triggered, this, [this, folder, isLive = run->is_live] {
                if (isLive)
                    emit attachWanted(folder);
                else
                    emit openWanted(folder + QStringLiteral("/trace"));
            });
        }
    }
    if (m_runsMenu->isEmpty()) m_runsMenu->addAction(tr("No run yet"))->setEnabled(false);
}

void FileActions::save(QSettings& settings) const {
    settings.setValue(QStringLiteral("files/recent"), m_recent);
}

void FileActions::restore(const QSettings& settings) {
    m_recent = settings.value(QStringLiteral("files/recent")).toStringList();
}

}  // namespace poolscope::ui
