// SPDX-License-Identifier: GPL-3.0-or-later
#include "study/sweep_page.h"

#include <algorithm>

#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLockFile>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QSettings>
#include <QVBoxLayout>

#include <nlohmann/json.hpp>

#include <poolscope/environment.h>
#include <poolscope/measured_words.h>

#include "charts/plot.h"
#include "format/appearance.h"
#include "forms/note_label.h"
#include "study/run_study.h"
#include "study/sweep_chart.h"
#include "study/sweep_choice.h"
#include "study/sweep_curves.h"
#include "study/sweep_file.h"
#include "study/sweep_map.h"
#include "study/sweep_report.h"
#include "study/sweep_setup.h"
#include "study/sweep_words.h"
#include "views/file_export.h"
#include "views/focus_rest.h"
#include "views/larger_text.h"

namespace poolscope::ui {

namespace {

constexpr int kSetupWidth = 300;
constexpr qsizetype kMostKept = 1024 * 1024;  // bytes of the last sweep, in the settings

QString orElse(const QString& path, const QString& usual) {
    return path.isEmpty() ? usual : path;
}

/// The first file that no other window goes on with; locked as long as this window lives.
QString ownState(std::unique_ptr<QLockFile>& lock) {
    constexpr int kMostWindows = 100;
    for (int window = 1;; ++window) {
        const QString number = window > 1 ? QString::number(-window) : QString();
        const QString path = RunStudy::stateFile(QStringLiteral("sweeps/window%1.json").arg(number));
        QDir().mkpath(QFileInfo(path).absolutePath());
        lock = std::make_unique<QLockFile>(path + QStringLiteral(".lock"));
        lock->setStaleLockTime(0);  // as long as its process lives
        // Where nothing can be locked the file is shared, as on a disk that cannot be written.
        if (lock->tryLock(0) || lock->error() != QLockFile::LockFailedError || window == kMostWindows) return path;
    }
}

}  // namespace

SweepPage::SweepPage(std::function<Scenario()> scenario, const SweepPaths& paths, QWidget* parent)
    : QWidget(parent), m_runsFolder(paths.runs),
      m_runner(new SweepRunner(orElse(paths.program, QCoreApplication::applicationDirPath() + QStringLiteral("/poolscope")),
                               paths.state.isEmpty() ? ownState(m_stateLock) : paths.state, this)),
      m_setup(new SweepSetup(std::move(scenario), this)), m_chart(new SweepChart(this)), m_curves(new SweepCurves(this)), m_map(new SweepMap(this)),
      m_choice(new SweepChoice(this)), m_start(new QPushButton(tr("Start sweep"), this)), m_stop(new QPushButton(tr("Stop"), this)),
      m_goOn(new QPushButton(tr("Continue"), this)),
      m_rests{new FocusRest(*m_start), new FocusRest(*m_stop), new FocusRest(*m_goOn)}, m_open(new QPushButton(tr("Open…"), this)), m_save(new QPushButton(tr("Save…"), this)),
      m_export(new QPushButton(tr("Export…"), this)),
      m_progress(new QProgressBar(this)), m_gauge(new QProgressBar(this)), m_verdict(new QLabel(this)), m_note(new NoteLabel(Ink::Caution, this)) {
    setObjectName(QStringLiteral("sweepPage"));
    makeButtons();
    auto* const row = new QHBoxLayout(this);
    row->setContentsMargins(kLargeGap, kLargeGap, kLargeGap, kLargeGap);
    row->setSpacing(kLargeGap);
    row->addWidget(makeLeft());
    row->addWidget(makeRight(), 1);
    connectAll();
    m_verdict->setText(tr("Settings of the scenario at the left are varied, and every run is made in turn with the others."));
    for (QWidget* const widget : std::initializer_list<QWidget*>{m_progress, m_gauge, m_map, &m_curves->times(), &m_curves->speedup(), m_chart, m_choice})
        widget->hide();
    followRunner();
}

void SweepPage::makeButtons() {
    m_start->setToolTip(tr("Run the scenario again and again with these settings, interleaved"));
    m_stop->setToolTip(tr("What was run is kept; Continue goes on from there"));
    m_goOn->setToolTip(tr("Go on where it was stopped"));
    m_open->setToolTip(tr("Open a sweep file, with its scenario"));
    m_save->setToolTip(tr("Save this sweep as a file, which poolscope sweep runs, too"));
    m_export->setToolTip(tr("What came of it: an HTML page with pictures, CSV or JSON"));
    m_gauge->setRange(0, 100);
    m_gauge->setAccessibleName(tr("how certain it is"));
    m_progress->setAccessibleName(tr("runs made"));
}

QWidget* SweepPage::makeLeft() {
    auto* const column = new QWidget(this);
    // As wide as its buttons' words need, in any language.
    column->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    auto* const layout = new QVBoxLayout(column);
    layout->addStrut(kSetupWidth);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kGap);
    auto* const scroll = new QScrollArea(column);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);  // what stands in it is reached, and scrolled to
    scroll->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Expanding);
    auto* const page = new QWidget;
    auto* const inner = new QVBoxLayout(page);
    inner->setContentsMargins(0, 0, kGap, 0);
    inner->addWidget(m_setup);
    inner->addStretch(1);
    scroll->setWidget(page);
    layout->addWidget(scroll, 1);
    layout->addWidget(m_note);
    for (const auto& buttons : {std::initializer_list<QPushButton*>{m_start, m_stop, m_goOn}, std::initializer_list<QPushButton*>{m_open, m_save, m_export}}) {
        auto* const line = new QHBoxLayout;
        for (QPushButton* const button : buttons) line->addWidget(button);
        layout->addLayout(line);
    }
    return column;
}

QWidget* SweepPage::makeRight() {
    auto* const column = new QWidget(this);
    auto* const layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kGap);
    m_verdict->setWordWrap(true);
    m_verdict->setTextFormat(Qt::PlainText);
    m_verdict->setTextInteractionFlags(Qt::TextSelectableByMouse);
    new LargerText(*m_verdict, 1.15);
    auto* const page = new QWidget;
    auto* const shown = new QVBoxLayout(page);
    shown->setContentsMargins(0, 0, 0, 0);
    shown->setSpacing(kLargeGap);
    for (QWidget* const widget : std::initializer_list<QWidget*>{m_map, &m_curves->times(), &m_curves->speedup(), m_chart}) shown->addWidget(widget);
    shown->addStretch(1);
    auto* const scroll = new QScrollArea(column);
    scroll->setObjectName(QStringLiteral("sweepResults"));
    scroll->setWidget(page);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    layout->addWidget(m_verdict);
    layout->addWidget(m_progress);
    layout->addWidget(m_gauge);
    layout->addWidget(m_choice);
    layout->addWidget(scroll, 1);
    return column;
}

void SweepPage::connectAll() {
    connect(m_start, &QPushButton::clicked, this, &SweepPage::start);
    connect(m_stop, &QPushButton::clicked, this, &SweepPage::stop);
    connect(m_goOn, &QPushButton::clicked, this, &SweepPage::goOn);
    connect(m_open, &QPushButton::clicked, this, &SweepPage::askWhatToOpen);
    connect(m_save, &QPushButton::clicked, this, &SweepPage::askWhereToSave);
    connect(m_export, &QPushButton::clicked, this, &SweepPage::askWhereToExport);
    connect(m_setup, &SweepSetup::edited, this, [this] { m_note->setNote({}); });
    connect(m_runner, &SweepRunner::told, this, &SweepPage::tell);
    connect(m_runner, &SweepRunner::runningChanged, this, &SweepPage::followRunner);
    connect(m_runner, &SweepRunner::ended, this, [this](const QString& problem, bool isStopped) {
        m_note->setNote(isStopped ? tr("Stopped. What was run is kept.") : problem);
        followRunner();
        emit runsKept();
    });
    connect(m_chart, &SweepChart::chosen, this, &SweepPage::choose);
    connect(m_curves, &SweepCurves::chosen, this, &SweepPage::choose);
    connect(m_map, &SweepMap::chosen, this, &SweepPage::choose);
    // Return leads to what can be done with it.
    const auto lead = [this](std::size_t configuration) {
        choose(configuration);
        m_choice->useButton().setFocus(Qt::OtherFocusReason);
    };
    connect(m_chart, &SweepChart::activated, this, lead);
    connect(m_curves, &SweepCurves::activated, this, lead);
    connect(m_map, &SweepMap::activated, this, lead);
    connect(m_choice, &SweepChoice::useWanted, this, &SweepPage::use);
    connect(m_choice, &SweepChoice::compareWanted, this, &SweepPage::compareWanted);
}

void SweepPage::start() {
    if (isRunning()) return;
    const auto spec = m_setup->spec();
    if (!spec) return;
    choose({});
    m_chart->setRows({});
    m_map->clear();
    m_map->hide();
    m_curves->times().hide();
    m_curves->speedup().hide();
    m_progress->setValue(0);
    m_progress->setFormat(QString());
    m_gauge->setValue(0);
    m_gauge->setFormat(QString());
    m_verdict->setText(tr("It begins ..."));
    m_note->setNote({});
    m_runner->setKeeping(m_runsFolder, m_setup->keptRuns());
    m_runner->start(*spec);
}

void SweepPage::goOn() {
    m_note->setNote({});
    m_runner->setKeeping(m_runsFolder, m_setup->keptRuns());
    m_runner->goOn();
}

void SweepPage::tell() {
    const study::SweepSpec& spec = *m_runner->spec();
    const SweepOutcome& outcome = *m_runner->outcome();
    m_toldAt = QDateTime::currentDateTimeUtc();
    m_chart->setRows(sweepRows(spec, outcome));
    m_curves->show(spec, outcome);
    m_map->show(spec, outcome);
    m_map->setVisible(m_map->hasCells());
    m_curves->times().setVisible(m_curves->hasTimes());
    m_curves->speedup().setVisible(m_curves->hasSpeedup());
    for (QWidget* const widget : std::initializer_list<QWidget*>{m_progress, m_gauge, m_chart, m_choice}) widget->show();
    m_progress->setRange(0, static_cast<int>(std::max<std::size_t>(1, outcome.planned)));
    m_progress->setValue(static_cast<int>(outcome.made));
    m_progress->setFormat(progressText(outcome));
    m_gauge->setValue(static_cast<int>(outcome.settledShare * 100));
    m_gauge->setFormat(tr("%p % certain: %1").arg(certaintyText(outcome)));
    m_verdict->setText(sweepVerdict(outcome));
    m_export->setEnabled(true);
    m_choice->show(spec, outcome, m_choice->current());
}

void SweepPage::followRunner() {
    const bool runs = isRunning();
    m_rests[0]->setEnabled(!runs, *this);
    m_setup->setEnabled(!runs);
    m_open->setEnabled(!runs);
    m_rests[1]->setEnabled(runs, *this);
    m_rests[2]->setEnabled(m_runner->canGoOn(), *this);
    m_export->setEnabled(m_runner->outcome().has_value());
}

void SweepPage::choose(std::optional<std::size_t> configuration) {
    m_chart->setCurrent(configuration);
    m_curves->setCurrent(configuration);
    m_map->setCurrent(configuration);
    if (m_runner->spec() && m_runner->outcome()) m_choice->show(*m_runner->spec(), *m_runner->outcome(), configuration);
    else m_choice->clear();
}

void SweepPage::use(std::size_t configuration) {
    try {
        const study::SweepSpec& spec = *m_runner->spec();
        const Scenario scenario = study::configured(spec, configuration);
        QStringList words = measuredWords(spec, *m_runner->outcome(), m_runner->outcome()->configurations.at(configuration));
        words << QString::fromStdString(study::where_words(this_environment(), m_toldAt.toMSecsSinceEpoch() * 1'000'000));
        emit measured(scenario, words);
        emit scenarioWanted(scenario, QString::fromStdString(study::configuration_label(spec, configuration)));
    } catch (const ScenarioError& error) {
        emit problemTold(tr("The configuration cannot be put into the form."), QString::fromUtf8(error.what()));
    }
}

QString SweepPage::open(const QString& path, const QString& scenarios) {
    if (isRunning()) return tr("A sweep is going on: stop it first.");
    try {
        const study::SweepSpec spec = readSweepFile(path, scenarios);
        m_setup->setSpec(spec);
        emit scenarioWanted(spec.scenario, QFileInfo(path).fileName());
        if (!spec.description.empty()) m_verdict->setText(QString::fromStdString(spec.description));
    } catch (const ScenarioError& error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

void SweepPage::saveTo(const QString& path) {
    const auto spec = m_setup->spec();
    if (!spec) return;  // the form says why
    const QString why = writeSweepFile(*spec, path);
    if (why.isEmpty()) emit written(path);
    else emit problemTold(tr("%1 was not written.").arg(QFileInfo(path).fileName()), why);
}

void SweepPage::askWhatToOpen() {
    auto* const dialog = new QFileDialog(this, tr("Open a sweep"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Sweeps (*.json)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &SweepPage::openWanted);
    dialog->open();
}

void SweepPage::askWhereToSave() {
    if (!m_setup->spec()) return;
    auto* const dialog = new QFileDialog(this, tr("Save the sweep"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(tr("Sweeps (*.sweep.json *.json)"));
    dialog->setDefaultSuffix(QStringLiteral("sweep.json"));
    connect(dialog, &QFileDialog::fileSelected, this, &SweepPage::saveTo);
    dialog->open();
}

void SweepPage::exportTo(const QString& path) {
    if (!m_runner->outcome()) return;
    Json document = m_runner->document();
    document["environment"] = to_json(this_environment());
    document["is_complete"] = m_runner->outcome()->isComplete();
    const QString why = exportSweep(*m_runner->spec(), *m_runner->outcome(), document, path);
    if (why.isEmpty()) emit written(path);
    else emit problemTold(tr("%1 was not written.").arg(QFileInfo(path).fileName()), why);
}

void SweepPage::askWhereToExport() {
    const auto* const dialog = openExportDialog(this, tr("Export the sweep"),
                                                {{QStringLiteral("html"), tr("HTML, a page with pictures (*.html)")},
                                                 {QStringLiteral("csv"), tr("CSV, a row a run (*.csv)")},
                                                 {QStringLiteral("json"), tr("JSON, with what was found (*.json)")}});
    connect(dialog, &QFileDialog::fileSelected, this, &SweepPage::exportTo);
}

void SweepPage::save(QSettings& settings) const {
    QByteArray last;
    if (m_runner->outcome()) last = QByteArray::fromStdString(m_runner->document().dump(-1, ' ', false, Json::error_handler_t::replace));
    if (last.size() > kMostKept) last.clear();
    settings.setValue(QStringLiteral("sweep/last"), last);
    settings.setValue(QStringLiteral("sweep/lastAt"), m_toldAt);
}

void SweepPage::restore(const QSettings& settings) {
    const QByteArray last = settings.value(QStringLiteral("sweep/last")).toByteArray();
    if (last.isEmpty()) return;
    m_runner->recall(Json::parse(last.begin(), last.end(), nullptr, false));
    if (!m_runner->outcome()) return;
    m_setup->setSpec(*m_runner->spec());
    m_toldAt = settings.value(QStringLiteral("sweep/lastAt")).toDateTime();
}

QString SweepPage::verdict() const {
    return m_verdict->text();
}

}  // namespace poolscope::ui
