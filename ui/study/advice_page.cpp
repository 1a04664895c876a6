// SPDX-License-Identifier: GPL-3.0-or-later
#include "study/advice_page.h"

#include <algorithm>
#include <chrono>

#include <QAction>
#include <QCoreApplication>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <nlohmann/json.hpp>

#include "format/appearance.h"
#include "format/glyph.h"
#include "format/quantity.h"
#include "forms/note_label.h"
#include "study/advice_model.h"
#include "study/advice_report.h"
#include "study/advice_words.h"
#include "study/dots_delegate.h"
#include "study/ordered_end.h"
#include "views/data_table.h"
#include "views/file_export.h"
#include "views/larger_text.h"

namespace poolscope::ui {

namespace {

using namespace std::chrono_literals;

constexpr int kSteps = 1000;  // of the progress bar

}  // namespace

AdvicePage::AdvicePage(std::function<Scenario()> scenario, const QString& program, QWidget* parent)
    : QWidget(parent), m_scenario(std::move(scenario)),
      m_program(program.isEmpty() ? QCoreApplication::applicationDirPath() + QStringLiteral("/poolscope") : program), m_model(new AdviceModel(this)),
      m_table(new DataTable(QStringLiteral("advice"), tr("Configurations that are tried"), this)),
      m_code(new CodeActions([this] { return chosen(); }, this)), m_budget(new QSpinBox(this)),
      m_start(new QPushButton(glyphIcon(Glyph::Search), tr("&Find a better one"), this)),
      m_stop(new QPushButton(glyphIcon(Glyph::Stop), tr("Stop"), this)), m_use(new QPushButton(tr("&Use this configuration"), this)),
      m_python(new QPushButton(m_code->python->icon(), m_code->python->text(), this)),
      m_cpp(new QPushButton(m_code->cpp->icon(), m_code->cpp->text(), this)),
      m_export(new QPushButton(glyphIcon(Glyph::Export), tr("Export…"), this)), m_progress(new QProgressBar(this)), m_verdict(new QLabel(this)),
      m_note(new NoteLabel(Ink::Muted, this)), m_warning(new NoteLabel(Ink::Caution, this)) {
    setObjectName(QStringLiteral("advicePage"));
    m_budget->setRange(1, 24 * 3600);
    m_budget->setValue(60);
    m_budget->setSuffix(tr(" s"));
    m_budget->setToolTip(tr("For the real runs. It ends sooner when it is certain; a run that has begun is made to its end"));
    m_start->setToolTip(tr("Run the scenario once, simulate other settings, and try the best few for real, in turn with the present ones"));
    m_use->setToolTip(tr("Put the selected configuration into the form; Undo takes it back"));
    m_export->setToolTip(tr("What was found so far: an HTML page, CSV or JSON"));
    m_progress->setRange(0, kSteps);
    m_progress->setAccessibleName(tr("how far the search is"));
    layOut();
    for (const auto& [button, action] : {std::pair{m_python, m_code->python}, std::pair{m_cpp, m_code->cpp}}) {
        button->setToolTip(action->toolTip());
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
    }
    connect(m_code, &CodeActions::noticed, m_note, &NoteLabel::setNote);
    connect(m_start, &QPushButton::clicked, this, &AdvicePage::start);
    connect(m_stop, &QPushButton::clicked, this, &AdvicePage::stop);
    connect(m_use, &QPushButton::clicked, this, &AdvicePage::use);
    connect(m_export, &QPushButton::clicked, this, &AdvicePage::askWhereToExport);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &AdvicePage::followChoice);
    m_tick.setInterval(500ms);
    connect(&m_tick, &QTimer::timeout, this, &AdvicePage::showTimeLeft);
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &AdvicePage::readEvents);
    connect(&m_process, &QProcess::stateChanged, this, &AdvicePage::followProcess);
    connect(&m_process, &QProcess::started, this, [this] {
        m_process.write(m_document);
        m_process.closeWriteChannel();
    });
    connect(&m_process, &QProcess::finished, this, [this](int code) { ended(code); });
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) m_warning->setNote(tr("The search could not be started: %1").arg(m_process.errorString()));
    });
    m_verdict->setText(tr("Is there a better configuration?"));
    m_table->setEmptyText(tr("Other settings of the scenario at the left are simulated, and the best few are tried for real,\n"
                             "in turn with the present ones, until it is certain which is faster."));
    followProcess();
    followChoice();
}

AdvicePage::~AdvicePage() {
    m_process.disconnect(this);
    endInOrder(m_process);
}

void AdvicePage::layOut() {
    auto* const caption = new QLabel(tr("&try for at most"), this);
    caption->setBuddy(m_budget);
    auto* const controls = new QHBoxLayout;
    for (QWidget* const part : std::initializer_list<QWidget*>{m_start, m_stop, caption, m_budget}) controls->addWidget(part);
    controls->insertSpacing(2, kGap);
    controls->addStretch(1);
    m_verdict->setWordWrap(true);
    m_verdict->setTextFormat(Qt::PlainText);
    m_verdict->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_verdict->setAccessibleName(tr("What can be said"));
    new LargerText(*m_verdict, 1.2);
    m_table->setModel(m_model);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setItemDelegateForColumn(AdviceModel::Times, new DotsDelegate(m_table));
    const double scale = std::max(1.0, fontMetrics().height() / 16.0);
    for (const auto& [section, width] : {std::pair{AdviceModel::Configuration, 250}, std::pair{AdviceModel::Predicted, 76}, std::pair{AdviceModel::Median, 76},
                                        std::pair{AdviceModel::Times, 140}, std::pair{AdviceModel::AgainstNow, 190}})
        m_table->setColumnWidth(section, static_cast<int>(width * scale));
    m_table->horizontalHeader()->setSectionResizeMode(AdviceModel::Times, QHeaderView::Stretch);
    auto* const chosen = new QHBoxLayout;
    for (QPushButton* const button : {m_use, m_python, m_cpp}) chosen->addWidget(button);
    chosen->addStretch(1);
    chosen->addWidget(m_export);
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(kLargeGap, kLargeGap, kLargeGap, kLargeGap);
    column->addLayout(controls);
    column->addWidget(m_warning);
    column->addWidget(m_verdict);
    column->addWidget(m_progress);
    column->addWidget(m_table, 1);
    column->addLayout(chosen);
    column->addWidget(m_note);
}

void AdvicePage::setWhyNot(const QString& why) {
    m_whyNot = why;
    followProcess();
}

void AdvicePage::setCaution(const QString& caution) {
    if (m_caution == caution) return;
    // What went wrong stays to be read.
    if (m_warning->text() == m_caution) m_warning->setNote(caution);
    m_caution = caution;
}

void AdvicePage::start() {
    if (isRunning() || !m_whyNot.isEmpty()) return;
    const Scenario scenario = m_scenario();
    m_document = QByteArray::fromStdString(to_json(scenario).dump(-1, ' ', false, Json::error_handler_t::replace));
    m_title = QString::fromStdString(scenario.title);
    m_latest = {};
    m_isStopped = false;
    m_unread.clear();
    m_model->clear();
    m_export->setEnabled(false);
    m_isOver = false;
    m_made = 0;
    m_left = m_all = m_budget->value();
    m_progress->setValue(0);
    m_progress->setFormat(QString());
    m_warning->setNote(m_caution);
    m_note->setNote({});
    m_verdict->setText(tr("It begins ..."));
    QStringList arguments{QStringLiteral("advise"), QStringLiteral("-"), QStringLiteral("--events"), QStringLiteral("--budget"),
                          QString::number(m_budget->value()) + QLatin1Char('s')};
    if (!m_runsFolder.isEmpty()) arguments << QStringLiteral("--keep-runs") << QStringLiteral("3") << QStringLiteral("--runs") << m_runsFolder;
    m_process.start(m_program, arguments);
    emit started();
}

void AdvicePage::stop() {
    if (!isRunning()) return;
    m_isStopped = true;
    m_process.terminate();  // SIGTERM, which the program takes as the end of its run
}

void AdvicePage::readEvents() {
    m_unread += m_process.readAllStandardOutput();
    for (qsizetype end = m_unread.indexOf('\n'); end >= 0; end = m_unread.indexOf('\n')) {
        const Json event = Json::parse(m_unread.constData(), m_unread.constData() + end, nullptr, false);
        m_unread.remove(0, end + 1);
        if (event.is_object()) tell(event);
    }
}

void AdvicePage::tell(const Json& event) {
    const auto word = [&event](const char* key) {
        const auto found = event.find(key);
        return found != event.end() && found->is_string() ? found->get<std::string>() : std::string();
    };
    const auto number = [&event](const char* key) {
        const auto found = event.find(key);
        return found != event.end() && found->is_number() ? found->get<double>() : 0;
    };
    const std::string stage = word("stage");
    if (stage == "present") m_verdict->setText(tr("The present configuration runs once, so that there is something to simulate with."));
    if (stage == "machine") m_verdict->setText(tr("This machine is measured by small runs: once a week that is needed."));
    const int best = m_model->winner();
    if (!m_model->take(event)) return;
    m_latest = event;
    if (const QStringList notes = adviceNotes(event); !notes.isEmpty()) m_note->setNote(notes.join(u'\n'));
    m_made = static_cast<int>(number("runs_made"));
    m_left = number("seconds_left");
    m_since.start();
    const auto interrupted = event.find("is_interrupted");
    m_isOver = stage == "ended" && !(interrupted != event.end() && interrupted->is_boolean() && interrupted->get<bool>());
    // The one to be used is chosen; who has chosen another one keeps it.
    const int row = m_table->currentIndex().row();
    if (m_model->winner() >= 0 && m_model->winner() != best && (row < 0 || row == best)) m_table->selectRow(m_model->winner());
    m_verdict->setText(adviceVerdict(*m_model, word("verdict_kind"), m_isOver));
    if (m_isOver) m_progress->setValue(kSteps);
    showTimeLeft();
    followChoice();
}

void AdvicePage::showTimeLeft() {
    const QString made = tr("runs: %1").arg(locale().toString(m_made));
    if (m_isOver || !isRunning()) {
        m_progress->setFormat(made);
        return;
    }
    if (m_model->rows().empty()) return;
    const double left = std::max(0.0, m_left - static_cast<double>(m_since.elapsed()) / 1000);
    m_progress->setValue(static_cast<int>((1 - left / m_all) * kSteps));
    m_progress->setFormat(left > 0 ? tr("%1, at most %2 left").arg(made, secondsText(std::max(1.0, left))) : tr("%1, the last one").arg(made));
}

void AdvicePage::ended(int exitCode) {
    readEvents();
    const QString said = QString::fromLocal8Bit(m_process.readAllStandardError()).trimmed();
    const bool isCrashed = m_process.exitStatus() == QProcess::CrashExit;
    const bool isStopped = m_isStopped && (isCrashed || exitCode != 0);
    if (!isStopped && isCrashed) m_warning->setNote(tr("The search was ended by signal %1.").arg(exitCode));
    else if (!isStopped && exitCode != 0) m_warning->setNote(said.isEmpty() ? tr("The search ended with status %1.").arg(exitCode) : said);
    if (!m_isOver) {
        m_progress->setValue(0);
        const bool isAny = !m_model->rows().empty();
        if (isStopped) m_verdict->setText(isAny ? tr("Stopped; what was measured until then stands below.") : tr("Stopped."));
        else m_verdict->setText(isAny ? tr("It ended too soon; what was measured until then stands below.") : tr("Nothing was found out."));
    }
    showTimeLeft();
    followProcess();
    followChoice();
    emit runsKept();
}

void AdvicePage::followProcess() {
    const bool runs = isRunning();
    m_start->setEnabled(!runs && m_whyNot.isEmpty());
    m_budget->setEnabled(!runs);
    m_stop->setEnabled(runs);
    m_progress->setVisible(runs || !m_model->rows().empty());
    if (runs) m_tick.start();
    else m_tick.stop();
}

std::optional<MeasuredCode> AdvicePage::chosen() const {
    const int row = m_table->selectionModel()->selectedRows().value(0).row();
    if (row < 0) return {};
    const AdviceRow& chosen = m_model->rows()[static_cast<std::size_t>(row)];
    if (!chosen.scenario) return {};
    return MeasuredCode{*chosen.scenario, chosen.words};
}

void AdvicePage::followChoice() {
    const bool isAny = chosen().has_value();
    m_use->setEnabled(isAny);
    m_code->setEnabled(isAny);
    for (QPushButton* const button : {m_python, m_cpp}) button->setEnabled(isAny);
    m_export->setEnabled(!m_model->rows().empty());
}

void AdvicePage::askWhereToExport() {
    const auto* const dialog = openExportDialog(this, tr("Export what was found"),
                                                {{QStringLiteral("html"), tr("HTML, a page (*.html)")},
                                                 {QStringLiteral("csv"), tr("CSV, a row a run (*.csv)")},
                                                 {QStringLiteral("json"), tr("JSON, with what was found (*.json)")}});
    connect(dialog, &QFileDialog::fileSelected, this, &AdvicePage::exportTo);
}

void AdvicePage::exportTo(const QString& path) {
    if (m_model->rows().empty()) return;
    const QString why = exportAdvice(*m_model, m_latest, m_title, m_verdict->text(), path);
    emit noticed(writtenNotice(path, why));
}

void AdvicePage::use() {
    const auto code = chosen();
    if (!code) return;
    m_note->setNote(tr("It is in the form now; Undo (Ctrl+Z) takes it back."));
    emit useWanted(code->scenario, code->words);
}

QString AdvicePage::verdict() const {
    return m_verdict->text();
}
QString AdvicePage::note() const {
    return m_note->text();
}

}  // namespace poolscope::ui
