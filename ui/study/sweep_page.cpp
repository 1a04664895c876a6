// SPDX-License-Identifier: GPL-3.0-or-later
#include "study/sweep_page.h"

#include <algorithm>
#include <csignal>

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <nlohmann/json.hpp>

#include "format/appearance.h"
#include "format/quantity.h"
#include "forms/note_label.h"
#include "study/run_study.h"
#include "study/sweep_chart.h"
#include "study/sweep_setup.h"

namespace poolscope::ui {

namespace {

constexpr int kSetupWidth = 280;

QJsonObject objectOf(const QJsonValue& value) {
    return value.toObject();
}

}  // namespace

SweepPage::SweepPage(std::function<Scenario()> scenario, const QString& program, const QString& state, QWidget* parent)
    : QWidget(parent), m_scenario(std::move(scenario)),
      m_program(program.isEmpty() ? QCoreApplication::applicationDirPath() + QStringLiteral("/poolscope") : program),
      m_state(state.isEmpty() ? RunStudy::stateFile(QStringLiteral("sweeps/window.json")) : state), m_setup(new SweepSetup(this)),
      m_chart(new SweepChart(this)), m_start(new QPushButton(tr("Start sweep"), this)), m_stop(new QPushButton(tr("Stop"), this)),
      m_goOn(new QPushButton(tr("Continue"), this)), m_progress(new QProgressBar(this)), m_gauge(new QProgressBar(this)),
      m_verdict(new QLabel(this)), m_note(new NoteLabel(Ink::Caution, this)) {
    setObjectName(QStringLiteral("sweepPage"));
    m_start->setToolTip(tr("Run the scenario again and again with these settings, interleaved"));
    m_stop->setToolTip(tr("What was run is kept; Continue goes on from there"));
    m_gauge->setRange(0, 100);
    m_gauge->setFormat(tr("%p % certain"));
    m_gauge->setAccessibleName(tr("how certain it is"));
    m_progress->setAccessibleName(tr("runs made"));
    layOut();
    connect(m_start, &QPushButton::clicked, this, &SweepPage::start);
    connect(m_stop, &QPushButton::clicked, this, &SweepPage::stop);
    connect(m_goOn, &QPushButton::clicked, this, &SweepPage::goOn);
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &SweepPage::readEvents);
    connect(&m_process, &QProcess::stateChanged, this, &SweepPage::followProcess);
    connect(&m_process, &QProcess::started, this, [this] {
        m_process.write(m_sweep);
        m_process.closeWriteChannel();
    });
    connect(&m_process, &QProcess::finished, this, [this](int code) { ended(code); });
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) m_note->setNote(tr("The sweep could not be started: %1").arg(m_process.errorString()));
    });
    m_verdict->setText(tr("Settings of the scenario at the left are varied, and every run is made in turn with the others."));
    followProcess();
}

SweepPage::~SweepPage() {
    m_process.disconnect(this);
    if (!isRunning()) return;
    // It ends its host in order; a window that is closed waits for that no longer than a moment.
    m_process.terminate();
    if (!m_process.waitForFinished(2000)) m_process.kill();
}

void SweepPage::layOut() {
    auto* const buttons = new QHBoxLayout;
    for (QPushButton* const button : {m_start, m_stop, m_goOn}) buttons->addWidget(button);
    auto* const left = new QVBoxLayout;
    left->setContentsMargins(0, 0, kGap, 0);
    left->addWidget(m_setup);
    left->addLayout(buttons);
    left->addWidget(m_note);
    left->addStretch(1);
    auto* const column = new QWidget(this);
    column->setFixedWidth(kSetupWidth);
    column->setLayout(left);
    m_verdict->setWordWrap(true);
    m_verdict->setTextFormat(Qt::PlainText);
    m_verdict->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QFont large = m_verdict->font();
    large.setPointSizeF(large.pointSizeF() * 1.15);
    m_verdict->setFont(large);
    auto* const scroll = new QScrollArea(this);
    scroll->setWidget(m_chart);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto* const right = new QVBoxLayout;
    right->addWidget(m_verdict);
    right->addWidget(m_progress);
    right->addWidget(m_gauge);
    right->addWidget(scroll, 1);
    auto* const row = new QHBoxLayout(this);
    row->setContentsMargins(kLargeGap, kLargeGap, kLargeGap, kLargeGap);
    row->addWidget(column);
    row->addLayout(right, 1);
}

void SweepPage::start() {
    if (isRunning()) return;
    m_spec = m_setup->spec(m_scenario());
    if (!m_spec) return;
    m_sweep = QByteArray::fromStdString(study::to_json(*m_spec).dump(-1, ' ', false, Json::error_handler_t::replace));
    m_chart->setRows({});
    launch({});
}

void SweepPage::goOn() {
    if (!isRunning() && m_spec) launch({QStringLiteral("--continue")});
}

void SweepPage::launch(const QStringList& more) {
    m_unread.clear();
    m_note->setNote({});
    m_isComplete = false;
    m_process.start(m_program, QStringList{QStringLiteral("sweep"), QStringLiteral("-"), QStringLiteral("--events"), QStringLiteral("--state"), m_state} + more);
}

void SweepPage::stop() {
    if (isRunning()) m_process.terminate();  // SIGTERM, which the program takes as the end of its run
}

void SweepPage::readEvents() {
    m_unread += m_process.readAllStandardOutput();
    // Only the latest state matters: it holds all those before.
    const qsizetype end = m_unread.lastIndexOf('\n');
    if (end < 0) return;
    const qsizetype begin = m_unread.lastIndexOf('\n', end - 1) + 1;
    const QJsonObject event = QJsonDocument::fromJson(m_unread.mid(begin, end - begin)).object();
    m_unread.remove(0, end + 1);
    if (!event.isEmpty()) tell(event);
}

QString SweepPage::findingText(const QJsonObject& comparison) const {
    const QString finding = comparison[QStringLiteral("finding")].toString();
    const double low = comparison[QStringLiteral("low")].toDouble(), high = comparison[QStringLiteral("high")].toDouble();
    if (finding == QLatin1String("difference"))
        return tr("certain: %1 to %2 times slower").arg(locale().toString(low, 'g', 3), locale().toString(high, 'g', 3));
    if (finding == QLatin1String("no_difference"))
        return tr("no difference beyond %1 %").arg(locale().toString((m_spec ? m_spec->margin : 0.05) * 100, 'g', 3));
    const int more = comparison[QStringLiteral("more_runs")].toInt();
    if (finding == QLatin1String("more_runs")) return more == 1 ? tr("about 1 more run") : tr("about %1 more runs").arg(locale().toString(more));
    return tr("will not be settled");
}

void SweepPage::tell(const QJsonObject& event) {
    const QJsonObject verdict = objectOf(event[QStringLiteral("verdict")]);
    const QJsonValue best = verdict[QStringLiteral("best")];
    std::vector<SweepChart::Row> rows;
    QString bestLabel;
    for (const QJsonValue& value : event[QStringLiteral("configurations")].toArray()) {
        const QJsonObject configuration = value.toObject();
        SweepChart::Row row;
        row.label = configuration[QStringLiteral("label")].toString();
        for (const QJsonValue& seconds : configuration[QStringLiteral("seconds")].toArray()) row.seconds.push_back(seconds.toDouble());
        row.median = configuration[QStringLiteral("median")].toDouble();
        row.isBest = best.isDouble() && best.toInt() == configuration[QStringLiteral("configuration")].toInt();
        if (row.isBest) bestLabel = row.label;
        const QJsonObject comparison = objectOf(configuration[QStringLiteral("against_best")]);
        if (row.isBest && row.median > 0) row.finding = tr("fastest");
        else if (!comparison.isEmpty()) row.finding = findingText(comparison);
        const QString finding = comparison[QStringLiteral("finding")].toString();
        row.isCertain = finding == QLatin1String("difference") || finding == QLatin1String("no_difference");
        const int failed = configuration[QStringLiteral("failed")].toInt();
        if (failed > 0) row.finding = tr("failed runs: %1").arg(locale().toString(failed));
        rows.push_back(std::move(row));
    }
    m_chart->setRows(std::move(rows));
    m_made = static_cast<std::size_t>(event[QStringLiteral("made")].toInt());
    m_planned = static_cast<std::size_t>(event[QStringLiteral("planned")].toInt());
    m_isComplete = m_made == m_planned && m_made > 0;
    m_progress->setRange(0, static_cast<int>(std::max<std::size_t>(1, m_planned)));
    m_progress->setValue(static_cast<int>(m_made));
    const QJsonValue left = event[QStringLiteral("seconds_left")];
    QString words = tr("%1 of %2 runs").arg(locale().toString(static_cast<qulonglong>(m_made)), locale().toString(static_cast<qulonglong>(m_planned)));
    if (left.isDouble() && !m_isComplete) words += tr(", about %1 left").arg(durationText(static_cast<std::int64_t>(left.toDouble() * 1e9)));
    m_progress->setFormat(words);
    m_gauge->setValue(static_cast<int>(verdict[QStringLiteral("settled_share")].toDouble() * 100));
    const QString state = verdict[QStringLiteral("state")].toString();
    if (bestLabel.isEmpty()) m_verdict->setText(tr("No run has succeeded yet."));
    else if (state == QLatin1String("settled")) m_verdict->setText(tr("Certain: %1 is the fastest, or no different from it.").arg(bestLabel));
    else if (state == QLatin1String("not_settled")) m_verdict->setText(tr("%1 looks fastest, but that will not be settled.").arg(bestLabel));
    else
        m_verdict->setText(tr("%1 looks fastest; more runs of each that would settle it: about %2.")
                               .arg(bestLabel, locale().toString(verdict[QStringLiteral("more_rounds")].toInt())));
}

void SweepPage::ended(int exitCode) {
    readEvents();
    const QString said = QString::fromLocal8Bit(m_process.readAllStandardError()).trimmed();
    const bool isStopped = exitCode >= 128;
    if (isStopped) m_note->setNote(tr("Stopped. What was run is kept."));
    else if (exitCode > 1) m_note->setNote(said.isEmpty() ? tr("The sweep ended with status %1.").arg(exitCode) : said);
    followProcess();
}

void SweepPage::followProcess() {
    const bool runs = isRunning();
    m_start->setEnabled(!runs);
    m_setup->setEnabled(!runs);
    m_stop->setEnabled(runs);
    m_goOn->setEnabled(!runs && m_spec && !m_isComplete && m_made > 0);
}

QString SweepPage::verdict() const {
    return m_verdict->text();
}

}  // namespace poolscope::ui
