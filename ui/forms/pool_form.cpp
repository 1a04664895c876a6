// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/pool_form.h"

#include <QLineEdit>
#include <QLocale>

#include <poolscope/scenario.h>

#include "forms/cost_words.h"
#include "forms/count_field.h"
#include "forms/explained_choice.h"
#include "forms/field_grid.h"
#include "forms/fold.h"
#include "forms/function_field.h"
#include "forms/json_text.h"
#include "forms/limits_form.h"
#include "forms/note_label.h"
#include "forms/problem_label.h"
#include "forms/start_method_words.h"

namespace poolscope::ui {

namespace {

constexpr int kFieldHeight = 26;

QString countText(const std::optional<std::int64_t>& count) {
    return count ? QString::number(*count) : QString();
}

}  // namespace

PoolForm::PoolForm(QWidget* parent)
    : QWidget(parent), m_processes(new CountField(this)), m_startMethod(new ExplainedChoice(this)),
      m_initializer(new FunctionField(this)), m_initargs(new QLineEdit(this)), m_maxtasks(new CountField(this)),
      m_processesNote(new NoteLabel(Ink::Muted, this)), m_startMethodNote(new NoteLabel(Ink::Muted, this)),
      m_initializerNote(new NoteLabel(Ink::Muted, this)), m_initargsNote(new NoteLabel(Ink::Muted, this)),
      m_maxtasksNote(new NoteLabel(Ink::Muted, this)), m_processesWarning(new NoteLabel(Ink::Caution, this)),
      m_initializerWarning(new NoteLabel(Ink::Caution, this)), m_maxtasksWarning(new NoteLabel(Ink::Caution, this)),
      m_processesProblem(new ProblemLabel(m_processes, this)),
      m_startMethodProblem(new ProblemLabel(m_startMethod, this)),
      m_initializerProblem(new ProblemLabel(m_initializer, this)),
      m_initargsProblem(new ProblemLabel(m_initargs, this)), m_maxtasksProblem(new ProblemLabel(m_maxtasks, this)),
      m_limits(new LimitsForm(LimitsForm::Scope::Pool, this)),
      m_limitsFold(new Fold(tr("Limits and robustness"), m_limits, this)) {
    fillStartMethods();
    layOut();
    connectFields();
    setUsableCpus(usable_cpus());
}

void PoolForm::fillStartMethods() {
    const QString standard = QString::fromStdString(get_start_method());
    m_startMethod->addChoice({}, tr("default (%1)").arg(standard), startMethodExplanation(standard));
    for (const char* method : {"fork", "spawn", "forkserver"}) {
        const QString name = QLatin1String(method);
        m_startMethod->addChoice(name, name, startMethodExplanation(name));
    }
}

void PoolForm::layOut() {
    m_initializer->setPlaceholder(tr("none"));
    m_initargs->setPlaceholderText(tr("none; for example \"blue\", 7"));
    m_initargs->setMinimumHeight(kFieldHeight);
    m_initargs->setClearButtonEnabled(true);
    m_maxtasks->setDefault(tr("none: workers stay"), 1);

    auto* grid = new FieldGrid(*this);
    grid->addField(tr("proce&sses"), m_processes,
                   tr("Workers that are kept alive. One that dies is replaced. More than there are CPUs help tasks that "
                      "wait, not tasks that compute. Empty: as many as the CPUs this process may use."),
                   {m_processesNote, m_processesWarning, m_processesProblem});
    grid->addField(tr("start me&thod"), m_startMethod,
                   tr("How a worker process comes into being: what it inherits, and what each start costs."),
                   {m_startMethodNote, m_startMethodProblem});
    grid->addField(tr("&initializer"), m_initializer,
                   tr("Called once in each new worker before its first task, also in every replacement. Its time is paid "
                      "at each start of a worker, not for each task. Empty: none."),
                   {m_initializerNote, m_initializerWarning, m_initializerProblem});
    grid->addField(tr("init&args"), m_initargs,
                   tr("What the initializer is called with: JSON values with commas between them, with or without "
                      "brackets around. A single list needs both: [[1, 2]]."),
                   {m_initargsNote, m_initargsProblem});
    grid->addField(tr("ma&xtasksperchild"), m_maxtasks,
                   tr("Tasks (chunks, not items) that a worker completes before it leaves and is replaced. Gives back "
                      "memory that tasks have kept; costs one start and one initializer for each replacement. Empty: "
                      "workers live as long as the pool."),
                   {m_maxtasksNote, m_maxtasksWarning, m_maxtasksProblem});
    grid->addLine(m_limitsFold);
    setLayout(grid);
    setTabOrder(m_processes, m_startMethod);
    setTabOrder(m_startMethod, m_initializer);
    setTabOrder(m_initializer, m_initargs);
    setTabOrder(m_initargs, m_maxtasks);
    setTabOrder(m_maxtasks, m_limitsFold);
}

void PoolForm::connectFields() {
    connect(m_processes, &CountField::textChanged, this, &PoolForm::fieldChanged);
    connect(m_startMethod, &QComboBox::currentIndexChanged, this, &PoolForm::fieldChanged);
    connect(m_initializer, &FunctionField::nameChanged, this, &PoolForm::fieldChanged);
    connect(m_initargs, &QLineEdit::textChanged, this, &PoolForm::fieldChanged);
    connect(m_maxtasks, &CountField::textChanged, this, &PoolForm::fieldChanged);
    connect(m_limits, &LimitsForm::changed, this, &PoolForm::fieldChanged);
}

PoolSpec PoolForm::value() const {
    PoolSpec spec;
    spec.processes = CountField::numberIn(m_processes->text());
    spec.maxtasksperchild = CountField::numberIn(m_maxtasks->text());
    if (!m_initializer->name().isEmpty()) spec.initializer = m_initializer->name().toStdString();
    if (JsonReading args = readJsonList(m_initargs->text()); args.isGood()) spec.initargs = std::move(args.value);
    if (!m_startMethod->currentKey().isEmpty()) spec.start_method = m_startMethod->currentKey().toStdString();
    m_limits->writeTo(spec);
    return spec;
}

void PoolForm::setValue(const PoolSpec& spec) {
    m_setting = true;
    m_processes->setText(countText(spec.processes));
    m_startMethod->setCurrentKey(QString::fromStdString(spec.start_method.value_or("")));
    m_initializer->setName(QString::fromStdString(spec.initializer.value_or("")));
    const JsonReading shown = readJsonList(m_initargs->text());
    // The same arguments, perhaps written in another way: they stay as they were written.
    if (!shown.isGood() || shown.value != spec.initargs) m_initargs->setText(jsonListText(spec.initargs, INT_MAX));
    m_maxtasks->setText(countText(spec.maxtasksperchild));
    m_limits->show(spec);
    m_setting = false;
    fieldChanged();
}

void PoolForm::setCatalogue(const FunctionCatalogue& catalogue) {
    m_catalogue = catalogue;
    m_initializer->setChoices(catalogue.entriesOf(FunctionEntry::Kind::Initializer));
    explain();
    showProblems();
}

void PoolForm::setUsableCpus(const CpuCount& cpus) {
    m_cpus = cpus;
    m_processes->setDefault(tr("default: %1").arg(cpus.count), cpus.count);
    explain();
    showProblems();
}

void PoolForm::showWarnings(const std::vector<study::CostWarning>& warnings) {
    QStringList processes, initializer, maxtasks;
    for (const study::CostWarning& warning : warnings) {
        if (warning.place == "/pool/processes" || warning.place == "/pool/max_memory_per_child") processes << costWarningText(warning);
        else if (warning.place == "/pool/initializer") initializer << costWarningText(warning);
        else if (warning.place == "/pool/maxtasksperchild" || warning.place == "/pool/maxitemsperchild") maxtasks << costWarningText(warning);
    }
    m_processesWarning->setNote(processes.join(u'\n'));
    m_initializerWarning->setNote(initializer.join(u'\n'));
    m_maxtasksWarning->setNote(maxtasks.join(u'\n'));
}

int PoolForm::effectiveProcesses() const {
    if (!m_processesProblem->problem().isEmpty()) return 0;
    return static_cast<int>(CountField::numberIn(m_processes->text()).value_or(m_cpus.count));
}

void PoolForm::fieldChanged() {
    if (m_setting) return;
    explain();
    showProblems();
    emit valueChanged();
}

void PoolForm::showProblems() {
    QStringList processes, startMethod, initializer, initargs, maxtasks;
    const QString processesText = m_processes->text().trimmed();
    if (!processesText.isEmpty() && !CountField::numberIn(processesText))
        processes << tr("Number of processes must be a whole number.");
    const QString maxtasksText = m_maxtasks->text().trimmed();
    if (!maxtasksText.isEmpty() && !CountField::numberIn(maxtasksText))
        maxtasks << QStringLiteral("maxtasksperchild must be a positive int or None");
    initargs << readJsonList(m_initargs->text()).problem;

    const std::vector<std::string> names = m_catalogue.names();
    std::vector<ScenarioProblem> problems = check(value(), m_catalogue.isEmpty() ? nullptr : &names);
    bool valid = m_limits->showProblems(problems);
    if (!valid) m_limitsFold->setOpen(true);
    for (const ScenarioProblem& problem : problems) {
        const QString place = QString::fromStdString(problem.place);
        // The names that are known stand in the list of the field itself.
        const QString message = QString::fromStdString(problem.message).section(QLatin1String(" (known: "), 0, 0);
        if (place.startsWith(QLatin1String("maxtasksperchild"))) maxtasks << message;
        else if (place.startsWith(QLatin1String("start_method"))) startMethod << message;
        else if (place.startsWith(QLatin1String("initializer"))) initializer << message;
        else if (place.startsWith(QLatin1String("initargs"))) initargs << message;
        else processes << message;
    }

    const auto tell = [&valid](ProblemLabel* label, QStringList& messages) {
        messages.removeAll(QString());
        messages.removeDuplicates();
        label->setProblem(messages.join(u'\n'));
        if (!messages.isEmpty()) valid = false;
    };
    tell(m_processesProblem, processes);
    tell(m_startMethodProblem, startMethod);
    tell(m_initializerProblem, initializer);
    tell(m_initargsProblem, initargs);
    tell(m_maxtasksProblem, maxtasks);
    if (valid == m_valid) return;
    m_valid = valid;
    emit validityChanged(valid);
}

void PoolForm::explain() {
    m_processesNote->setNote(m_processes->text().trimmed().isEmpty() ? QString::fromStdString(m_cpus.reason) : QString());
    m_startMethodNote->setNote(m_startMethod->currentExplanation());

    const FunctionEntry* entry = m_catalogue.find(m_initializer->name());
    m_initializerNote->setNote(entry != nullptr ? functionNote(*entry) : QString());

    const JsonReading args = readJsonList(m_initargs->text());
    QString call;
    if (!m_initializer->name().isEmpty() && args.isGood() && !args.value.empty()) {
        const QString inner = jsonLine(args.value);
        call = tr("Each worker calls %1(%2) first.").arg(m_initializer->name(), inner.mid(1, inner.size() - 2));
    }
    m_initargsNote->setNote(call);

    const int set = m_limits->setCount();
    m_limitsFold->setSummary(set == 0 ? tr("none set") : tr("%1 set").arg(set));

    const std::optional<qint64> tasks = CountField::numberIn(m_maxtasks->text());
    QString recycling;
    if (tasks == 1) recycling = tr("A fresh worker after each task.");
    if (tasks > 1) recycling = tr("A fresh worker after %1 tasks.").arg(QLocale().toString(*tasks));
    m_maxtasksNote->setNote(recycling);
}

}  // namespace poolscope::ui
