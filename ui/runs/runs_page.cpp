// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/runs_page.h"

#include <algorithm>

#include <QAction>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QSettings>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QToolButton>

#include "format/appearance.h"
#include "format/glyph.h"
#include "format/quantity.h"
#include "forms/code_actions.h"
#include "runs/no_run_matches.h"
#include "runs/run_code.h"
#include "runs/run_details.h"
#include "runs/run_export.h"
#include "runs/run_shelf.h"
#include "views/data_table.h"
#include "views/file_export.h"
#include "views/ink_label.h"

namespace poolscope::ui {

namespace {
using namespace std::chrono_literals;
/// While somebody looks: what other windows and programs do in run folders is seen in none of their parents.
constexpr auto kLookAgain = 3s;
}  // namespace

RunsPage::RunsPage(RunShelf& shelf, QWidget* parent)
    : QWidget(parent), m_shelf(shelf), m_model(new RunListModel(this)), m_sorted(new QSortFilterProxyModel(this)),
      m_table(new DataTable(QStringLiteral("runs"), tr("Runs"), this)), m_details(new RunDetails(this)),
      m_splitter(new QSplitter(Qt::Horizontal, this)) {
    setObjectName(QStringLiteral("runsPage"));
    makeActions();
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeBar());
    column->addWidget(m_splitter, 1);
    column->addWidget(makeFooter());
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(m_details);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({700, 260});
    m_splitter->setChildrenCollapsible(false);
    m_details->setMinimumWidth(180);

    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(RunListModel::SortRole);
    m_sorted->setFilterRole(RunListModel::TextRole);
    m_sorted->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_sorted->setSortLocaleAware(true);
    m_table->setModel(m_sorted);
    m_table->letSort();
    m_table->sortByColumn(RunListModel::When, Qt::DescendingOrder);
    m_noMatch = new NoRunMatches(*m_table);
    connect(m_noMatch, &NoRunMatches::allWanted, m_search, &QLineEdit::clear);
    std::vector<int> widths;
    for (int each = 0; each < RunListModel::kColumns; ++each) widths.push_back(RunListModel::width(each));
    m_table->setFirstWidths(widths);

    m_table->installEventFilter(this);
    m_look.setInterval(kLookAgain);
    connect(&m_look, &QTimer::timeout, &m_shelf, &RunShelf::refresh);
    connect(&m_shelf, &RunShelf::changed, this, &RunsPage::follow);
    connect(&m_shelf, &RunShelf::removed, this, [this](const QStringList& trashed) {
        m_trashed << trashed;
        m_next = std::exchange(m_neighbour, {});
        refreshActions();
    });
    connect(&m_shelf, &RunShelf::restored, this, [this](const QStringList& folders) {
        forgetWhatIsGone();
        refreshActions();
        m_toSelect = folders;
    });
    connect(m_model, &RunListModel::renameWanted, &m_shelf, &RunShelf::rename);
    connect(m_details, &RunDetails::noteWanted, &m_shelf, &RunShelf::setNote);
    connect(m_table, &QAbstractItemView::doubleClicked, this, [this](const QModelIndex&) { openSelected(); });
    connect(m_table, &DataTable::contextMenuWanted, this, &RunsPage::showMenu);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RunsPage::refreshActions);
    connect(m_search, &QLineEdit::textChanged, m_sorted, &QSortFilterProxyModel::setFilterFixedString);
    connect(m_search, &QLineEdit::textChanged, this, &RunsPage::refreshActions);
    connect(m_search, &QLineEdit::textChanged, this, &RunsPage::followFilter);
    connect(m_search, &QLineEdit::returnPressed, m_table, [this] { m_table->setFocus(Qt::ShortcutFocusReason); });
    setFocusProxy(m_table);
    follow();
}

QAction* RunsPage::make(const char* name, const QString& text, const QString& tip, const QKeySequence& keys) {
    auto* const action = new QAction(text, this);
    action->setObjectName(QLatin1String(name));
    action->setShortcut(keys);
    // Not of the fields in and beside the table: there these keys are the text's.
    action->setShortcutContext(Qt::WidgetShortcut);
    action->setToolTip(keys.isEmpty() ? tip : QStringLiteral("%1 (%2)").arg(tip, keys.toString(QKeySequence::NativeText)));
    action->setStatusTip(tip);
    return action;
}

void RunsPage::makeActions() {
    open = make("openRun", tr("&Open"), tr("Show the run; one that goes on is attached to"), Qt::Key_Return);
    open->setShortcuts({Qt::Key_Return, Qt::Key_Enter});
    open->setIcon(glyphIcon(Glyph::Open));
    runAgain = make("runAgain", tr("Run &again"), tr("Put its scenario into the form and run it"), QKeySequence(Qt::CTRL | Qt::Key_R));
    runAgain->setIcon(glyphIcon(Glyph::Run));
    openScenario = make("openRunScenario", tr("Open its &scenario"), tr("Put its scenario into the form"),
                        QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E));
    rename = make("renameRun", tr("&Rename"), tr("Give the run a name; an empty one brings the scenario's title back"), Qt::Key_F2);
    note = make("noteRun", tr("&Note"), tr("Write down what you want to know of the run later"), Qt::Key_F4);
    pin = make("pinRun", tr("&Pin"), tr("A pinned run is never removed to make room"), QKeySequence(Qt::CTRL | Qt::Key_I));
    pin->setCheckable(true);
    baseline = make("baselineRun", tr("&Baseline"), tr("What later runs of the same work are compared with; there is one of each work"),
                    QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_B));
    baseline->setCheckable(true);
    compare = make("compareRuns", tr("&Compare"), tr("Compare the selected runs; a single one with the baseline of its work"),
                   QKeySequence(Qt::CTRL | Qt::Key_M));
    showFolder = make("showRunFolder", tr("Show the &folder"), tr("Open the run's folder in the file manager"),
                      QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O));
    remove = make("deleteRun", tr("&Delete"), tr("Delete the selected runs; they can be taken back for a while"), QKeySequence::Delete);
    remove->setIcon(glyphIcon(Glyph::Cross));
    remove->setAutoRepeat(false);  // one press, one deletion
    undoRemove = make("undoDeleteRun", tr("&Undo the deletion"), tr("Take back what was deleted last (Ctrl+Z in the table)"), {});

    exportRuns = make("exportRuns", tr("&Export…"), tr("Write the figures of the selected runs, or of all that are shown, as CSV or JSON"),
                      QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_E));
    exportRuns->setIcon(glyphIcon(Glyph::Export));
    connect(exportRuns, &QAction::triggered, this, &RunsPage::askWhereToExport);
    connect(open, &QAction::triggered, this, &RunsPage::openSelected);
    connect(runAgain, &QAction::triggered, this, [this] { emit scenarioWanted(selectedFolders().value(0), true); });
    connect(openScenario, &QAction::triggered, this, [this] { emit scenarioWanted(selectedFolders().value(0), false); });
    connect(rename, &QAction::triggered, this, [this] {
        const QModelIndex row = m_table->selectionModel()->selectedRows().value(0);
        m_table->setFocus(Qt::ShortcutFocusReason);
        m_table->edit(row.siblingAtColumn(RunListModel::Name));
    });
    connect(note, &QAction::triggered, m_details, &RunDetails::focusNote);
    connect(pin, &QAction::triggered, this, [this](bool isPinned) {
        for (const QString& folder : selectedFolders()) m_shelf.setPinned(folder, isPinned);
    });
    connect(baseline, &QAction::triggered, this, [this](bool isBaseline) {
        m_shelf.setBaseline(selectedFolders().value(0), isBaseline);
    });
    connect(compare, &QAction::triggered, this, [this] {
        QStringList folders = selectedFolders();
        if (const StoredRun* const base = baselineOf(current())) folders.prepend(folderOf(*base));
        emit compareWanted(folders);
    });
    connect(showFolder, &QAction::triggered, this, [this] { emit folderWanted(selectedFolders().value(0)); });
    connect(remove, &QAction::triggered, this, &RunsPage::removeSelected);
    connect(undoRemove, &QAction::triggered, this, &RunsPage::undoLastRemoval);
    code = new CodeActions(
        [this]() -> std::optional<MeasuredCode> {
            const StoredRun* const run = current();
            if (!run) return {};
            return codeOfRun(*run, m_model->runs(), m_model->mark(folderOf(*run)));
        },
        this);
    connect(code, &CodeActions::noticed, this, [this](const QString& sentence) { emit noticed({Notice::Weight::Note, sentence, {}}); });
    for (QAction* const action : {open, runAgain, openScenario, rename, note, pin, baseline, compare, code->python, code->cpp, showFolder, remove, undoRemove, exportRuns}) m_table->addAction(action);
}

QWidget* RunsPage::makeBar() {
    auto* const bar = new QWidget(this);
    m_barLayout = new QBoxLayout(QBoxLayout::LeftToRight, bar);
    m_barLayout->setContentsMargins(kLargeGap - kSmallGap, kGap, kLargeGap, kGap);
    m_barLayout->setSpacing(kSmallGap);
    m_search = new QLineEdit(bar);
    m_search->setObjectName(QStringLiteral("findRun"));
    m_search->setPlaceholderText(tr("Find a name, a function, a note"));
    m_search->setClearButtonEnabled(true);
    m_search->setAccessibleName(tr("Find"));
    m_search->setMinimumWidth(120);
    m_search->setMaximumWidth(280);
    m_search->addAction(glyphIcon(Glyph::Search), QLineEdit::LeadingPosition);
    m_barLayout->addWidget(m_search, 1);
    m_buttons = new QWidget(bar);
    auto* const row = new QHBoxLayout(m_buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kSmallGap);
    for (QAction* const action : {open, runAgain, pin, baseline, compare, remove}) {
        auto* const button = new QToolButton(m_buttons);
        button->setDefaultAction(action);
        button->setAutoRaise(true);
        button->setMinimumHeight(26);
        button->setToolButtonStyle(action->icon().isNull() ? Qt::ToolButtonTextOnly : Qt::ToolButtonTextBesideIcon);
        row->addWidget(button);
    }
    row->addStretch();  // the field to find in takes the room that it can first
    m_barLayout->addWidget(m_buttons);
    return bar;
}

void RunsPage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fitBar();
}

void RunsPage::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    // When the buttons have taken it in as well.
    if (event->type() == QEvent::FontChange || event->type() == QEvent::LanguageChange) QMetaObject::invokeMethod(this, &RunsPage::fitBar, Qt::QueuedConnection);
}

/// Where the words of the buttons have no room beside the field, they stand below it.
void RunsPage::fitBar() {
    const QMargins margins = m_barLayout->contentsMargins();
    const int wanted = m_search->minimumWidth() + kSmallGap + m_buttons->sizeHint().width() + margins.left() + margins.right();
    m_barLayout->setDirection(width() < wanted ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

QWidget* RunsPage::makeFooter() {
    auto* const bar = new QWidget(this);
    auto* const row = new QHBoxLayout(bar);
    row->setContentsMargins(kLargeGap - kSmallGap, kSmallGap, kLargeGap, kSmallGap);
    row->setSpacing(kSmallGap);
    m_storage = new InkLabel(Ink::Muted, bar);
    m_storage->setObjectName(QStringLiteral("storage"));
    row->addWidget(m_storage);
    auto* const limits = new QToolButton(bar);
    limits->setObjectName(QStringLiteral("storageLimits"));
    limits->setIcon(glyphIcon(Glyph::Limits));
    limits->setAutoRaise(true);
    limits->setMinimumSize(26, 26);
    limits->setToolTip(tr("How much may be kept"));
    limits->setAccessibleName(tr("How much may be kept"));
    connect(limits, &QToolButton::clicked, this, &RunsPage::limitsWanted);
    row->addWidget(limits);
    row->addStretch(1);
    auto* const exports = new QToolButton(bar);
    exports->setDefaultAction(exportRuns);
    exports->setAutoRaise(true);
    exports->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    exports->setMinimumHeight(26);
    row->addWidget(exports);
    return bar;
}

void RunsPage::followFilter() {
    const bool isNoneLeft = m_model->rowCount() > 0 && m_sorted->rowCount() == 0;
    m_noMatch->setVisible(isNoneLeft);
    m_table->setEmptyText(isNoneLeft ? QString()
                                     : tr("Every run is kept here, with its scenario, its results and all that happened: press F5 to make the first.\n"
                                          "Pools of programs that link the library appear here too, when their program lets them be watched."));
}

QString RunsPage::storageText() const {
    return m_storage->text();
}

void RunsPage::follow() {
    m_model->setRuns(m_shelf.runs());
    forgetWhatIsGone();
    const StoreLimits& limits = m_shelf.limits();
    QString storage = tr("%1 of %2 runs, %3 of %4")
                          .arg(countText(m_shelf.runs().size()), countText(limits.runs), bytesText(m_shelf.bytes()), bytesText(limits.bytes));
    if (const RunShelf::Trash& trash = m_shelf.trash(); trash.runs > 0)
        storage += tr("; %1 in the trash, %2").arg(countText(trash.runs), bytesText(trash.bytes));
    m_storage->setText(storage);
    if (!m_toSelect.isEmpty() && m_model->find(m_toSelect.constFirst())) select(std::exchange(m_toSelect, {}));
    if (!m_next.isEmpty() && selectedFolders().isEmpty() && m_model->find(m_next)) select({std::exchange(m_next, {})});
    followFilter();
    m_storage->setToolTip(tr("When there are more, the oldest go. Runs that go on, are open, pinned, named or noted stay. "
                             "What was deleted lies in the trash for ten minutes, then it goes for good."));
    refreshActions();
}

QStringList RunsPage::selectedFolders() const {
    QModelIndexList rows = m_table->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end(), [](const QModelIndex& a, const QModelIndex& b) { return a.row() < b.row(); });
    QStringList folders;
    for (const QModelIndex& row : rows)
        folders << row.data(RunListModel::FolderRole).toString();
    return folders;
}

void RunsPage::select(const QStringList& folders) {
    QItemSelection rows;
    QModelIndex first;
    for (int row = 0; row < m_sorted->rowCount(); ++row) {
        const QModelIndex index = m_sorted->index(row, 0);
        if (!folders.contains(index.data(RunListModel::FolderRole).toString())) continue;
        rows.select(index, index.siblingAtColumn(RunListModel::kColumns - 1));
        if (!first.isValid()) first = index;
    }
    if (!first.isValid()) return;
    m_table->selectionModel()->setCurrentIndex(first, QItemSelectionModel::NoUpdate);
    m_table->selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect);
    m_table->scrollTo(first);
}

const StoredRun* RunsPage::current() const {
    const QStringList folders = selectedFolders();
    return folders.size() == 1 ? m_model->find(folders.constFirst()) : nullptr;
}

const StoredRun* RunsPage::baselineOf(const StoredRun* run) const {
    if (!run || run->notes.baseline || !run->digest) return nullptr;
    const std::string work = work_identity(*run->digest);
    const auto found = std::find_if(m_model->runs().begin(), m_model->runs().end(), [&work](const StoredRun& each) {
        return each.notes.baseline && each.digest && work_identity(*each.digest) == work;
    });
    return found == m_model->runs().end() ? nullptr : &*found;
}

void RunsPage::refreshActions() {
    const QStringList folders = selectedFolders();
    const StoredRun* const run = current();
    const bool isOne = run != nullptr;
    const bool hasScenario = isOne && !(run->digest && run->digest->program != "poolscope-host" && !run->digest->program.empty());
    open->setEnabled(isOne);
    open->setText(isOne && run->is_live ? tr("&Attach") : tr("&Open"));
    runAgain->setEnabled(hasScenario);
    openScenario->setEnabled(hasScenario);
    code->setEnabled(hasScenario);
    rename->setEnabled(isOne);
    note->setEnabled(isOne);
    showFolder->setEnabled(isOne);
    baseline->setEnabled(isOne);
    baseline->setChecked(isOne && run->notes.baseline);
    pin->setEnabled(!folders.isEmpty());
    pin->setChecked(!folders.isEmpty() && std::all_of(folders.begin(), folders.end(), [this](const QString& folder) {
        const StoredRun* const each = m_model->find(folder);
        return each && each->notes.pinned;
    }));
    compare->setEnabled(folders.size() > 1 || baselineOf(run));
    remove->setEnabled(!folders.isEmpty());
    exportRuns->setEnabled(m_sorted->rowCount() > 0);
    undoRemove->setEnabled(!m_trashed.isEmpty());
    m_details->show(run, static_cast<int>(folders.size()));
}

void RunsPage::openSelected() {
    const StoredRun* const run = current();
    if (!run) return;
    if (run->is_live) emit attachWanted(folderOf(*run));
    else emit openWanted(folderOf(*run));
}

void RunsPage::removeSelected() {
    const QStringList folders = selectedFolders();
    if (folders.isEmpty()) return;
    // The keys go on from the neighbour: with no row current the next press would do nothing.
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    const auto [first, last] = std::minmax_element(rows.begin(), rows.end(), [](const QModelIndex& a, const QModelIndex& b) { return a.row() < b.row(); });
    QModelIndex next = m_sorted->index(last->row() + 1, 0);
    if (!next.isValid()) next = m_sorted->index(first->row() - 1, 0);
    m_neighbour = next.data(RunListModel::FolderRole).toString();
    emit removing(folders);
    m_shelf.remove(folders);
}

void RunsPage::undoLastRemoval() {
    if (m_trashed.isEmpty()) return;
    const QStringList trashed = m_trashed.takeLast();
    refreshActions();
    m_shelf.restore(trashed);
}

void RunsPage::forgetWhatIsGone() {
    for (QStringList& trashed : m_trashed)
        trashed.removeIf([](const QString& folder) { return !QFileInfo::exists(folder); });
    m_trashed.removeIf([](const QStringList& trashed) { return trashed.isEmpty(); });
}

std::vector<StoredRun> RunsPage::runsToExport() const {
    QStringList folders = selectedFolders();
    if (folders.isEmpty())
        for (int row = 0; row < m_sorted->rowCount(); ++row) folders << m_sorted->index(row, 0).data(RunListModel::FolderRole).toString();
    std::vector<StoredRun> runs;
    for (const QString& folder : folders)
        if (const StoredRun* const run = m_model->find(folder)) runs.push_back(*run);
    return runs;
}

void RunsPage::exportTo(const QString& path) {
    const bool isJson = path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive);
    const QByteArray text = isJson ? runsJson(runsToExport()) : runsCsv(runsToExport());
    emit exported(path, writeWhole(text, path));
}

void RunsPage::askWhereToExport() {
    const auto* const dialog = openExportDialog(this, tr("Export runs"),
                                                {{QStringLiteral("csv"), tr("CSV, a row a run (*.csv)")},
                                                 {QStringLiteral("json"), tr("JSON, with the environment (*.json)")}});
    connect(dialog, &QFileDialog::fileSelected, this, &RunsPage::exportTo);
}

void RunsPage::showMenu(const QPoint& globalPosition) {
    auto* const menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("runMenu"));
    menu->addActions({open, runAgain, openScenario});
    menu->addSeparator();
    menu->addActions({rename, note, pin, baseline, compare});
    menu->addSeparator();
    menu->addActions({code->python, code->cpp});
    menu->addSeparator();
    menu->addActions({exportRuns, showFolder, remove, undoRemove});
    menu->popup(globalPosition);
}

// Ctrl+Z is the window's, for edits; in this table it is for what was deleted here, as long as there is something.
bool RunsPage::eventFilter(QObject* watched, QEvent* event) {
    if (watched != m_table || (event->type() != QEvent::ShortcutOverride && event->type() != QEvent::KeyPress))
        return QWidget::eventFilter(watched, event);
    auto* const key = static_cast<QKeyEvent*>(event);
    if (!undoRemove->isEnabled() || !key->matches(QKeySequence::Undo)) return QWidget::eventFilter(watched, event);
    key->accept();
    if (event->type() == QEvent::KeyPress) undoRemove->trigger();
    return true;
}

void RunsPage::focusSearch() {
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void RunsPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    m_shelf.refresh();
    m_look.start();
}

void RunsPage::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    m_look.stop();
}

void RunsPage::save(QSettings& settings) const {
    settings.setValue(QStringLiteral("runs/splitter"), m_splitter->saveState());
    settings.setValue(QStringLiteral("runs/columns2"), m_table->horizontalHeader()->saveState());
}

void RunsPage::restore(const QSettings& settings) {
    m_splitter->restoreState(settings.value(QStringLiteral("runs/splitter")).toByteArray());
    m_table->horizontalHeader()->restoreState(settings.value(QStringLiteral("runs/columns2")).toByteArray());
}

}  // namespace poolscope::ui
