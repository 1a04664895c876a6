// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/comparison_page.h"

#include <algorithm>

#include <QAction>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QScrollArea>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QStyle>
#include <QTableView>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

#include "charts/plot.h"
#include "compare/comparison_code.h"
#include "compare/comparison_curves.h"
#include "compare/comparison_export.h"
#include "compare/comparison_report.h"
#include "compare/comparison_words.h"
#include "compare/parallel_coordinates.h"
#include "compare/time_parts_bars.h"
#include "compare/timeline_stack.h"
#include "format/appearance.h"
#include "format/glyph.h"
#include "session/trace_file.h"
#include "views/file_export.h"
#include "views/ink_label.h"
#include "views/larger_text.h"
#include "views/table_access.h"

namespace poolscope::ui {

namespace {

struct DroppedRuns {
    QStringList runs;    ///< traces and run folders
    QStringList others;  ///< names of what is neither
};

DroppedRuns runsIn(const QMimeData& dragged) {
    DroppedRuns found;
    for (const QUrl& url : dragged.urls()) {
        if (!url.isLocalFile()) continue;
        const QString path = url.toLocalFile();
        const QString trace = QFileInfo(path).isDir() ? path + QStringLiteral("/trace") : path;
        if (problemOfTrace(trace)) found.others << url.fileName();
        else found.runs << path;
    }
    return found;
}

QLabel* makeHeading(const QString& text, QWidget* parent) {
    auto* const label = new QLabel(text, parent);
    QFont bold = label->font();
    bold.setBold(true);
    label->setFont(bold);
    return label;
}

QTableView* makeTable(const QString& name, const QString& title, QWidget* parent) {
    TableAccess::install();
    auto* const table = new QTableView(parent);
    table->setObjectName(name);
    table->setAccessibleName(title);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setTabKeyNavigation(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(std::max(24, table->fontMetrics().height() + 8));
    table->horizontalHeader()->setHighlightSections(false);
    table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    return table;
}

}  // namespace

ComparisonPage::ComparisonPage(QWidget* parent)
    : QWidget(parent), m_model(m_set), m_differingModel(m_set), m_splitter(new QSplitter(Qt::Horizontal, this)) {
    setObjectName(QStringLiteral("comparePage"));
    setAcceptDrops(true);
    makeActions();
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_splitter);
    m_stack = new QStackedWidget(m_splitter);
    m_splitter->addWidget(makeRunList());
    m_splitter->addWidget(m_stack);
    m_stack->addWidget(makeEmptyHint());
    m_stack->addWidget(makeFindings());
    m_splitter->setStretchFactor(0, 2);
    m_splitter->setStretchFactor(1, 3);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setSizes({440, 660});
    connect(&m_set, &ComparisonSet::changed, this, &ComparisonPage::follow);
    follow();
}

ComparisonPage::~ComparisonPage() {
    // Views look at the models and the set, which are members and go first otherwise.
    delete m_splitter;
}

void ComparisonPage::makeActions() {
    const auto make = [this](const QString& text, const QString& tip, Glyph glyph, auto slot) {
        auto* const action = new QAction(glyphIcon(glyph), text, this);
        action->setToolTip(tip);
        connect(action, &QAction::triggered, this, slot);
        return action;
    };
    m_addFiles = make(tr("&Add runs…"), tr("Choose traces, or folders of runs"), Glyph::Open, &ComparisonPage::chooseFiles);
    m_addShown = make(tr("Add the run that is &shown"), tr("The run that the other pages show"), Glyph::More,
                      [this] { m_set.add({m_shownTrace}); });
    m_remove = make(tr("&Remove from the comparison"), tr("The run itself is kept"), Glyph::Cross, [this] {
        for (const quint64 id : selectedIds()) m_set.remove(id);
    });
    m_remove->setShortcut(QKeySequence::Delete);
    m_remove->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_baseline = make(tr("Make it the &baseline"), tr("The others are compared with it"), Glyph::Note, [this] {
        if (const auto ids = selectedIds(); !ids.empty()) m_set.setBaseline(ids.front());
    });
    m_baseline->setShortcut(QKeySequence(Qt::Key_B));
    m_baseline->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_open = make(tr("&Open this run"), tr("Show it in the other pages"), Glyph::Window, [this] {
        const ComparedEntry* const entry = selectedIds().empty() ? nullptr : m_set.entry(selectedIds().front());
        if (entry) emit openWanted(QFileInfo(entry->path).isDir() ? entry->path + QStringLiteral("/trace") : entry->path);
    });
    m_code = new CodeActions(
        [this]() -> std::optional<MeasuredCode> {
            const auto ids = selectedIds();
            return ids.empty() ? std::nullopt : codeOfCompared(m_set, ids.front());
        },
        this);
    connect(m_code, &CodeActions::noticed, this, &ComparisonPage::told);
    m_export = make(tr("&Export…"), tr("The runs and what was found: an HTML page with pictures, CSV or JSON"), Glyph::Export, &ComparisonPage::exportRuns);
}

QList<QAction*> ComparisonPage::commands() const {
    return {m_addFiles, m_addShown, m_open, m_baseline, m_remove, m_code->python, m_code->cpp, m_export};
}

QList<std::pair<QString, QString>> ComparisonPage::keyWords() {
    return {{tr("Return"), tr("Shows the selected run in the other pages")},
            {QStringLiteral("F2"), tr("Names the selected run")},
            {tr("Left, Right, Home, End"), tr("Timelines over each other: moves the cursor")},
            {tr("Left, Right"), tr("Parallel scales: goes to another scale")},
            {tr("Up, Down, Shift+Up, Shift+Down"), tr("Parallel scales: brushes from value to value; with Shift a range")},
            {tr("Escape"), tr("Lets go of the cursor, or of the brush")}};
}

QWidget* ComparisonPage::makeRunList() {
    auto* const panel = new QWidget(m_splitter);
    auto* const column = new QVBoxLayout(panel);
    column->setContentsMargins(kGap, kGap, kGap, kGap);
    column->setSpacing(kGap);
    auto* const buttons = new QHBoxLayout;
    for (QAction* const action : {m_addFiles, m_addShown, m_remove, m_baseline, m_export}) {
        auto* const button = new QToolButton(panel);
        button->setDefaultAction(action);
        button->setToolButtonStyle(action == m_addFiles ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
        button->setAccessibleName(QString(action->text()).remove(QLatin1Char('&')));
        button->setMinimumSize(28, 28);
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    column->addLayout(buttons);
    m_table = makeTable(QStringLiteral("comparedRuns"), tr("Runs that are compared"), panel);
    m_table->setModel(&m_model);
    m_table->setEditTriggers(QAbstractItemView::EditKeyPressed);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_table->addActions({m_open, m_baseline, m_code->python, m_code->cpp, m_remove});
    connect(m_table, &QTableView::activated, m_open, &QAction::trigger);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        const bool isAny = !selectedIds().empty();
        for (QAction* const action : {m_remove, m_baseline, m_open, m_code->python, m_code->cpp}) action->setEnabled(isAny);
    });
    column->addWidget(m_table, 1);

    const auto addChoice = [&](const QString& label, QComboBox* box) {
        auto* const row = new QHBoxLayout;
        auto* const caption = new QLabel(label, panel);
        caption->setBuddy(box);
        row->addWidget(caption);
        row->addWidget(box, 1);
        column->addLayout(row);
    };
    m_measure = new QComboBox(panel);
    for (std::size_t measure = 0; measure < study::kMeasures; ++measure) {
        m_measure->addItem(measureName(static_cast<study::Measure>(measure)));
        m_measure->setItemData(static_cast<int>(measure), measureMeaning(static_cast<study::Measure>(measure)), Qt::ToolTipRole);
    }
    addChoice(tr("Compare &by"), m_measure);
    connect(m_measure, &QComboBox::activated, this, [this](int index) { m_set.setMeasure(static_cast<study::Measure>(index)); });
    m_alignment = new QComboBox(panel);
    for (const Alignment alignment : {Alignment::Start, Alignment::Submit, Alignment::FirstTask, Alignment::HalfDone})
        m_alignment->addItem(alignmentName(alignment));
    m_alignment->setCurrentIndex(static_cast<int>(Alignment::Submit));
    addChoice(tr("A&lign"), m_alignment);
    return panel;
}

QWidget* ComparisonPage::makeEmptyHint() {
    auto* const hint = new InkLabel(Ink::Muted, m_stack);
    hint->setText(tr("Choose two runs or more: with Compare on the Runs page, with Add runs, or by dropping traces here.\n\n"
                     "Runs with the same settings count as repetitions; only those can tell a difference from chance."));
    hint->setAlignment(Qt::AlignCenter);
    hint->setWordWrap(true);
    hint->setMargin(kLargeGap * 2);
    return hint;
}

QWidget* ComparisonPage::makeFindings() {
    auto* const scroll = new QScrollArea(m_stack);
    scroll->setObjectName(QStringLiteral("findings"));
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto* const page = new QWidget;
    auto* const column = new QVBoxLayout(page);
    column->setContentsMargins(kLargeGap, kGap, kLargeGap, kLargeGap);
    column->setSpacing(kGap);

    m_verdict = new QLabel(page);
    m_verdict->setObjectName(QStringLiteral("verdict"));
    m_verdict->setAccessibleName(tr("What can be said"));
    m_verdict->setWordWrap(true);
    m_verdict->setTextFormat(Qt::PlainText);
    m_verdict->setTextInteractionFlags(Qt::TextSelectableByMouse);
    new LargerText(*m_verdict, 1.2);
    column->addWidget(m_verdict);

    column->addWidget(makeHeading(tr("What differs"), page));
    m_same = new InkLabel(Ink::Muted, page);
    m_same->setText(tr("Nothing: all runs have the same settings. They are repetitions of one configuration."));
    m_same->setWordWrap(true);
    column->addWidget(m_same);
    m_differing = makeTable(QStringLiteral("differingSettings"), tr("What differs"), page);
    m_differing->setModel(&m_differingModel);
    m_differing->setFocusPolicy(Qt::StrongFocus);
    column->addWidget(m_differing);

    column->addWidget(makeHeading(tr("Timelines"), page));
    m_timelines = new TimelineStack(m_set, page);
    column->addWidget(m_timelines);
    column->addWidget(makeHeading(tr("Where the time went"), page));
    m_parts = new TimePartsBars(m_set, page);
    column->addWidget(m_parts);

    m_curves = new ComparisonCurves(m_set, page);
    const auto addPlot = [&](Plot& plot) {
        plot.setMinimumHeight(180);
        column->addWidget(&plot);
    };
    addPlot(m_curves->progress());
    addPlot(m_curves->durations());
    addPlot(m_curves->cumulative());
    addPlot(m_curves->speedup());
    column->addWidget(&m_curves->speedupNote());
    column->addWidget(makeHeading(tr("Settings and what came of them"), page));
    m_brushed = new InkLabel(Ink::Muted, page);
    column->addWidget(m_brushed);
    m_coordinates = new ParallelCoordinates(m_set, page);
    column->addWidget(m_coordinates);
    column->addStretch(1);
    scroll->setWidget(page);

    connect(m_alignment, &QComboBox::activated, this, [this](int index) {
        m_timelines->setAlignment(static_cast<Alignment>(index));
        m_curves->setAlignment(static_cast<Alignment>(index));
    });
    // The same axis in both: one cursor.
    connect(m_timelines, &TimelineStack::cursorMoved, &m_curves->progress(), [this](double place) {
        m_curves->progress().setCursorPlace(place);
        m_curves->progress().refresh();
    });
    connect(&m_curves->progress(), &Plot::cursorMoved, m_timelines, [this](double place) { m_timelines->setCursorPlace(place); });
    connect(m_coordinates, &ParallelCoordinates::brushChanged, this, &ComparisonPage::followBrush);
    return scroll;
}

void ComparisonPage::setShownTrace(const QString& path) {
    m_shownTrace = path;
    m_addShown->setEnabled(!path.isEmpty());
}

void ComparisonPage::fitTable(QTableView& table) const {
    const int rows = std::min(12, table.model()->rowCount());
    table.setFixedHeight(table.horizontalHeader()->sizeHint().height() + rows * table.verticalHeader()->defaultSectionSize() +
                         table.style()->pixelMetric(QStyle::PM_ScrollBarExtent) + 4);
    table.horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    for (int column = 0; column < table.model()->columnCount(); ++column) table.setColumnWidth(column, column == 0 ? 180 : 84);
}

void ComparisonPage::follow() {
    const bool isAny = !m_set.runs().empty();
    m_stack->setCurrentIndex(isAny ? 1 : 0);
    m_export->setEnabled(isAny);
    for (QAction* const action : {m_remove, m_baseline, m_open, m_code->python, m_code->cpp}) action->setEnabled(!selectedIds().empty());
    m_addShown->setEnabled(!m_shownTrace.isEmpty());
    if (m_table->columnWidth(ComparisonModel::Name) < 140) {
        m_table->setColumnWidth(ComparisonModel::Letter, 64);
        m_table->setColumnWidth(ComparisonModel::Name, 180);
        for (int column = ComparisonModel::Wall; column < ComparisonModel::ColumnCount; ++column) m_table->setColumnWidth(column, 96);
    }
    showVerdict();
    const bool isDiffering = m_differingModel.rowCount() > 0;
    m_differing->setVisible(isDiffering);
    m_same->setVisible(!isDiffering && m_set.runs().size() > 1);
    fitTable(*m_differing);
    m_curves->speedup().setVisible(m_curves->hasSpeedup());
    followBrush();
}

QString ComparisonPage::verdict() const {
    return m_verdict->text();
}

void ComparisonPage::showVerdict() {
    QStringList lines;
    if (m_set.isReading()) lines += tr("Reading…");
    for (const study::GroupComparison& result : m_set.results())
        lines += verdictText(m_set.groupName(m_set.baselineGroup()), m_set.groupName(result.group), result, m_set.measure());
    if (m_set.runs().size() == 1) lines += tr("One run: add another to compare it with.");
    if (m_set.groups().size() == 1 && m_set.runs().size() > 1)
        lines += tr("%1 repetitions of one configuration.").arg(m_set.runs().size());
    for (const ComparedEntry& entry : m_set.entries())
        if (entry.run && entry.isShown && !entry.run->is_complete)
            lines += tr("%1 is not complete: its trace breaks off, or the run goes on.").arg(entry.letter);
    if (m_differingModel.hasEnvironment()) lines += tr("The runs were not made under the same conditions: see below.");
    m_verdict->setText(lines.join(QLatin1Char('\n')));
}

void ComparisonPage::followBrush() {
    QStringList letters;
    for (const quint64 id : m_coordinates->brushed())
        if (const ComparedEntry* const entry = m_set.entry(id)) letters += entry->letter;
    m_brushed->setText(m_coordinates->hasBrush()
                           ? tr("Brushed: %1").arg(letters.isEmpty() ? tr("no run") : letters.join(QStringLiteral(", ")))
                           : tr("Drag along a scale to see which runs pass there"));
}

std::vector<quint64> ComparisonPage::selectedIds() const {
    std::vector<quint64> ids;
    if (!m_table || !m_table->selectionModel()) return ids;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows()) ids.push_back(m_model.idAt(index.row()));
    return ids;
}

void ComparisonPage::chooseFiles() {
    auto* const dialog = new QFileDialog(this, tr("Add runs to the comparison"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    if (!m_shownTrace.isEmpty()) dialog->setDirectory(QFileInfo(m_shownTrace).dir().filePath(QStringLiteral("..")));
    connect(dialog, &QFileDialog::filesSelected, this, &ComparisonPage::add);
    dialog->open();
}

void ComparisonPage::exportRuns() {
    const auto* const dialog = openExportDialog(this, tr("Export the comparison"),
                                                {{QStringLiteral("html"), tr("HTML, a page with pictures (*.html)")},
                                                 {QStringLiteral("csv"), tr("CSV, a row a run (*.csv)")},
                                                 {QStringLiteral("json"), tr("JSON, with what was found (*.json)")}});
    connect(dialog, &QFileDialog::fileSelected, this, &ComparisonPage::writeExport);
}

void ComparisonPage::writeExport(const QString& path) {
    const auto ends = [&path](const char* suffix) { return path.endsWith(QLatin1String(suffix), Qt::CaseInsensitive); };
    const QByteArray text = ends(".html") || ends(".htm") ? comparisonReport(m_set).toUtf8() : ends(".json") ? comparisonJson(m_set) : comparisonCsv(m_set);
    const auto& entries = m_set.entries();
    const bool isRead = std::any_of(entries.begin(), entries.end(), [&path](const ComparedEntry& entry) {
        return isSameFile(entry.path, path) || isSameFile(entry.path + QStringLiteral("/trace"), path);
    });
    emit noticed(writtenNotice(path, isRead ? tr("It is what is compared: choose another name.") : writeWhole(text, path)));
}

void ComparisonPage::save(QSettings& settings) const {
    settings.setValue(QStringLiteral("compare/splitter"), m_splitter->saveState());
    settings.setValue(QStringLiteral("compare/measure"), QString::fromLatin1(study::to_string(m_set.measure())));
}

void ComparisonPage::restore(const QSettings& settings) {
    m_splitter->restoreState(settings.value(QStringLiteral("compare/splitter")).toByteArray());
    if (const auto measure = study::measure_from_name(settings.value(QStringLiteral("compare/measure")).toString().toStdString())) {
        m_set.setMeasure(*measure);
        m_measure->setCurrentIndex(static_cast<int>(*measure));
    }
}

void ComparisonPage::dragEnterEvent(QDragEnterEvent* event) {
    // A scenario, say, is for the window behind this page.
    if (!runsIn(*event->mimeData()).runs.isEmpty()) event->acceptProposedAction();
    else event->ignore();
}

void ComparisonPage::dropEvent(QDropEvent* event) {
    const DroppedRuns dropped = runsIn(*event->mimeData());
    if (dropped.runs.isEmpty()) return event->ignore();
    event->acceptProposedAction();
    m_set.add(dropped.runs);
    if (!dropped.others.isEmpty()) emit problemTold(tr("Not a run, and left alone: %1").arg(dropped.others.join(QStringLiteral(", "))));
}

}  // namespace poolscope::ui
