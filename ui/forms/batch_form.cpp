// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/batch_form.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

#include "format/quantity.h"
#include "forms/batch_summary.h"
#include "forms/count_field.h"
#include "forms/explained_choice.h"
#include "forms/field_grid.h"
#include "forms/function_field.h"
#include "forms/iterable_editor.h"
#include "forms/json_text.h"
#include "forms/note_label.h"
#include "forms/problem_label.h"

namespace poolscope::ui {

namespace {

constexpr int kTarget = 26;
constexpr Method kMethods[] = {Method::Apply, Method::ApplyAsync,    Method::Map,     Method::MapAsync,
                               Method::IMap,  Method::IMapUnordered, Method::StarMap, Method::StarMapAsync};

}  // namespace

BatchForm::BatchForm(QWidget* parent)
    : QWidget(parent), m_method(new ExplainedChoice(this)), m_function(new FunctionField(this)),
      m_input(new IterableEditor(this)), m_args(new QLineEdit(this)), m_kwargs(new QLineEdit(this)),
      m_chunksize(new CountField(this)), m_methodNote(new NoteLabel(Ink::Muted, this)),
      m_functionNote(new NoteLabel(Ink::Muted, this)), m_callNote(new NoteLabel(Ink::Muted, this)),
      m_preview(new NoteLabel(Ink::Accent, this)), m_methodProblem(new ProblemLabel(m_method, this)),
      m_functionProblem(new ProblemLabel(m_function, this)), m_inputProblem(new ProblemLabel(m_input, this)),
      m_argsProblem(new ProblemLabel(m_args, this)), m_kwargsProblem(new ProblemLabel(m_kwargs, this)),
      m_chunksizeProblem(new ProblemLabel(m_chunksize, this)), m_submit(new QPushButton(tr("Su&bmit"), this)),
      m_add(new QPushButton(tr("Add t&o scenario"), this)), m_iterableRows(new QWidget(this)),
      m_argumentRows(new QWidget(this)) {
    for (const Method method : kMethods) {
        const QString name = QLatin1String(to_string(method));
        m_method->addChoice(name, name, methodExplanation(method));
    }
    layOut();
    connectFields();
    setFocusProxy(m_method);
    showDraft();
    refresh();
}

void BatchForm::layOut() {
    m_function->setPlaceholder(tr("choose or type a name"));
    m_args->setPlaceholderText(tr("none; for example 2, \"three\""));
    m_kwargs->setPlaceholderText(tr("none; for example \"seed\": 1"));
    for (QLineEdit* field : {m_args, m_kwargs}) {
        field->setMinimumHeight(kTarget);
        field->setClearButtonEnabled(true);
    }
    auto* call = new FieldGrid(*this);
    call->addField(tr("&method"), m_method, tr("How the pool is asked: once or for many items, waiting or not, in order or not."),
                   {m_methodNote, m_methodProblem});
    call->addField(tr("f&unction"), m_function,
                   tr("What the workers call. Typing searches in all names; the list shows what each takes."),
                   {m_functionNote, m_functionProblem});

    auto* arguments = new FieldGrid(*this);
    arguments->addField(tr("ar&gs"), m_args, tr("Arguments by position: JSON values with commas between them."),
                        {m_argsProblem});
    arguments->addField(tr("&kwargs"), m_kwargs, tr("Arguments by name: \"name\": value, with commas between them."),
                        {m_kwargsProblem, m_callNote});
    m_argumentRows->setLayout(arguments);

    auto* iterable = new FieldGrid(*this);
    m_input->setAccessibleName(tr("items"));
    iterable->addLine(m_input);
    iterable->addLine(m_inputProblem);
    iterable->addField(tr("chunksi&ze"), m_chunksize,
                       tr("Items that travel and are counted together as one task. Large chunks save messages; small ones "
                          "share the work more evenly, and lose less when a worker dies. Empty: chosen as CPython does."),
                       {m_chunksizeProblem});
    m_iterableRows->setLayout(iterable);

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(kGap);
    for (QPushButton* button : {m_submit, m_add}) {
        button->setMinimumHeight(kTarget + 2);
        buttons->addWidget(button, 1);
    }
    m_add->setToolTip(tr("Add this batch to those that Run starts."));

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kSmallGap);
    layout->addLayout(call);
    layout->addWidget(m_iterableRows);
    layout->addWidget(m_argumentRows);
    layout->addWidget(m_preview);
    layout->addSpacing(kSmallGap);
    layout->addLayout(buttons);
}

void BatchForm::connectFields() {
    connect(m_method, &QComboBox::currentIndexChanged, this, &BatchForm::fieldChanged);
    connect(m_function, &FunctionField::nameChanged, this, &BatchForm::fieldChanged);
    connect(m_input, &IterableEditor::changed, this, &BatchForm::fieldChanged);
    connect(m_args, &QLineEdit::textChanged, this, &BatchForm::fieldChanged);
    connect(m_kwargs, &QLineEdit::textChanged, this, &BatchForm::fieldChanged);
    connect(m_chunksize, &CountField::textChanged, this, &BatchForm::fieldChanged);
    connect(m_submit, &QPushButton::clicked, this, &BatchForm::submit);
    connect(m_add, &QPushButton::clicked, this, [this] { emit addRequested(m_draft); });
}

BatchSpec BatchForm::value() const {
    return m_reading.spec;
}

void BatchForm::setValue(const BatchSpec& spec) {
    setDraft(draftOf(spec));
}

void BatchForm::setDraft(const BatchDraft& draft) {
    m_draft = draft;
    showDraft();
    refresh();
    emit draftChanged();
}

void BatchForm::setCatalogue(const FunctionCatalogue& catalogue) {
    m_catalogue = catalogue;
    m_function->setChoices(catalogue.entriesOf(FunctionEntry::Kind::Function));
    refresh();
}

void BatchForm::setPool(int processes, std::optional<qint64> maxtasksperchild) {
    if (processes == m_processes && maxtasksperchild == m_maxtasksperchild) return;
    m_processes = processes;
    m_maxtasksperchild = maxtasksperchild;
    explain();
}

void BatchForm::setSubmitEnabled(bool enabled, const QString& reason) {
    m_submitEnabled = enabled;
    m_submitReason = reason;
    m_submit->setEnabled(enabled && m_valid);
    m_submit->setToolTip(enabled ? tr("Send this batch to the running pool now.")
                                 : tr("Sends this batch to the running pool. Not now: %1.")
                                       .arg(reason.isEmpty() ? tr("no pool is running") : reason));
}

void BatchForm::setListed(Listed listed) {
    m_add->setText(listed == Listed::No ? tr("Add t&o scenario") : tr("Add a c&opy"));
}

QString BatchForm::preview() const {
    return m_preview->text();
}

void BatchForm::submit() {
    if (m_submit->isEnabled()) emit submitRequested(m_reading.spec);
}

void BatchForm::fieldChanged() {
    if (m_setting) return;
    m_draft.method = method_from_string(m_method->currentKey().toStdString()).value_or(Method::Map);
    m_draft.function = m_function->currentText();
    m_input->writeTo(m_draft);
    m_draft.args = m_args->text();
    m_draft.kwargs = m_kwargs->text();
    m_draft.chunksize = m_chunksize->text();
    refresh();
    emit draftChanged();
}

void BatchForm::showDraft() {
    m_setting = true;
    m_method->setCurrentKey(QLatin1String(to_string(m_draft.method)));
    m_function->setName(m_draft.function);
    m_input->showDraft(m_draft);
    if (m_args->text() != m_draft.args) m_args->setText(m_draft.args);
    if (m_kwargs->text() != m_draft.kwargs) m_kwargs->setText(m_draft.kwargs);
    m_chunksize->setText(m_draft.chunksize);
    m_setting = false;
}

void BatchForm::refresh() {
    const std::vector<std::string> names = m_catalogue.names();
    m_reading = readDraft(m_draft, m_catalogue.isEmpty() ? nullptr : &names);
    const bool isCall = takes_arguments(m_draft.method);
    m_argumentRows->setVisible(isCall);
    m_iterableRows->setVisible(!isCall);
    m_input->setStarred(is_starred(m_draft.method));

    using Field = DraftProblem::Field;
    m_methodProblem->setProblem(m_reading.problemsOf(Field::Method));
    // An empty field says by itself that a name is missing; words in red before anything was typed only scold.
    const bool isNamed = !m_draft.function.trimmed().isEmpty();
    m_functionProblem->setProblem(isNamed ? m_reading.problemsOf(Field::Function) : QString());
    m_inputProblem->setProblem(m_reading.problemsOf(Field::Input));
    m_argsProblem->setProblem(m_reading.problemsOf(Field::Args));
    m_kwargsProblem->setProblem(m_reading.problemsOf(Field::Kwargs));
    m_chunksizeProblem->setProblem(m_reading.problemsOf(Field::Chunksize));
    explain();

    const bool valid = m_reading.isGood();
    const bool changed = valid != m_valid;
    m_valid = valid;
    setSubmitEnabled(m_submitEnabled, m_submitReason);
    if (changed) emit validityChanged(valid);
}

void BatchForm::explain() {
    m_methodNote->setNote(m_method->currentExplanation());
    const FunctionEntry* entry = m_catalogue.find(m_draft.function.trimmed());
    m_functionNote->setNote(entry != nullptr ? functionNote(*entry) : QString());

    const BatchSpec& spec = m_reading.spec;
    m_callNote->setNote(m_reading.isGood() && takes_arguments(spec.method)
                            ? tr("Calls %1.").arg(callLine(spec))
                            : QString());
    const std::optional<qint64> items = takes_arguments(spec.method) ? 1 : itemCount(spec.iterable);
    m_chunksize->setDefault(items ? tr("default: %1").arg(countText(static_cast<std::uint64_t>(
                                        defaultChunksize(spec.method, *items, m_processes))))
                                  : tr("default"),
                            items ? defaultChunksize(spec.method, *items, m_processes) : 1);
    const bool canCount = m_inputProblem->problem().isEmpty() && m_chunksizeProblem->problem().isEmpty();
    m_preview->setNote(canCount ? batchSummary(spec, items, {m_processes, m_maxtasksperchild}) : QString());
}

}  // namespace poolscope::ui
