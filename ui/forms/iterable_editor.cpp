// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/iterable_editor.h"

#include <QButtonGroup>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRadioButton>
#include <QToolButton>

#include "format/appearance.h"
#include "format/fixed_font.h"

namespace poolscope::ui {

namespace {

constexpr int kTarget = 26;
constexpr int kListLines = 4;

QLineEdit* makeNumber(const QString& name, const QString& placeholder) {
    auto* field = new QLineEdit;
    field->setAccessibleName(name);
    field->setToolTip(name);
    field->setPlaceholderText(placeholder);
    field->setMinimumHeight(kTarget);
    field->setMinimumWidth(36);
    return field;
}

}  // namespace

IterableEditor::IterableEditor(QWidget* parent)
    : QWidget(parent), m_listButton(new QRadioButton(tr("&list"), this)),
      m_rangeButton(new QRadioButton(tr("ra&nge"), this)), m_linesButton(new QRadioButton(tr("lines of a fil&e"), this)),
      m_list(new QPlainTextEdit(this)), m_start(makeNumber(tr("start"), QStringLiteral("0"))),
      m_stop(makeNumber(tr("stop, which is not reached"), tr("stop"))),
      m_step(makeNumber(tr("step"), QStringLiteral("1"))), m_file(new QLineEdit(this)), m_rangeRow(makeRangeRow()),
      m_fileRow(makeFileRow()) {
    auto* group = new QButtonGroup(this);
    auto* choices = new QHBoxLayout;
    choices->setSpacing(kGap);
    for (QRadioButton* button : {m_listButton, m_rangeButton, m_linesButton}) {
        button->setMinimumHeight(24);
        group->addButton(button);
        choices->addWidget(button);
        connect(button, &QRadioButton::toggled, this, [this](bool on) {
            if (!on) return;
            showPart();
            emit changed();
        });
    }
    choices->addStretch(1);
    m_listButton->setToolTip(tr("The items are typed here."));
    m_rangeButton->setToolTip(tr("Whole numbers from start to before stop, as Python's range()."));
    m_linesButton->setToolTip(tr("Each line of a text file is an item, a text without its line end."));

    m_list->setAccessibleName(tr("items of the list"));
    m_list->setToolTip(tr("JSON values with commas between them, with or without brackets around."));
    m_list->setFont(fixedFont());
    m_list->setTabChangesFocus(true);
    m_list->setFixedHeight(kListLines * m_list->fontMetrics().lineSpacing() + 12);
    setStarred(false);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kSmallGap);
    layout->addLayout(choices);
    layout->addWidget(m_list);
    layout->addWidget(m_rangeRow);
    layout->addWidget(m_fileRow);
    setFocusProxy(m_listButton);
    m_listButton->setChecked(true);

    connect(m_list, &QPlainTextEdit::textChanged, this, &IterableEditor::changed);
    for (QLineEdit* field : {m_start, m_stop, m_step, m_file})
        connect(field, &QLineEdit::textChanged, this, &IterableEditor::changed);
}

QWidget* IterableEditor::makeRangeRow() {
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kSmallGap);
    // As Python writes it, with the numbers to fill in.
    layout->addWidget(new QLabel(QStringLiteral("range("), row));
    layout->addWidget(m_start, 1);
    layout->addWidget(new QLabel(QStringLiteral(","), row));
    layout->addWidget(m_stop, 1);
    layout->addWidget(new QLabel(QStringLiteral(","), row));
    layout->addWidget(m_step, 1);
    layout->addWidget(new QLabel(QStringLiteral(")"), row));
    return row;
}

QWidget* IterableEditor::makeFileRow() {
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kSmallGap);
    m_file->setAccessibleName(tr("file whose lines are the items"));
    m_file->setToolTip(m_file->accessibleName());
    m_file->setPlaceholderText(tr("path of a text file"));
    m_file->setMinimumHeight(kTarget);
    auto* browseButton = new QToolButton(row);
    browseButton->setText(QStringLiteral("\u2026"));
    browseButton->setAccessibleName(tr("choose a file"));
    browseButton->setToolTip(tr("Choose a file"));
    browseButton->setFixedSize(kTarget + 4, kTarget);
    connect(browseButton, &QToolButton::clicked, this, &IterableEditor::browse);
    layout->addWidget(m_file, 1);
    layout->addWidget(browseButton);
    return row;
}

void IterableEditor::browse() {
    auto* dialog = new QFileDialog(window(), tr("Lines of which file?"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    const QFileInfo current(m_file->text());
    if (current.dir().exists() && !m_file->text().isEmpty()) dialog->setDirectory(current.dir());
    connect(dialog, &QFileDialog::fileSelected, m_file, &QLineEdit::setText);
    dialog->open();
}

BatchDraft::Input IterableEditor::chosenInput() const {
    if (m_rangeButton->isChecked()) return BatchDraft::Input::Range;
    return m_linesButton->isChecked() ? BatchDraft::Input::Lines : BatchDraft::Input::List;
}

void IterableEditor::showDraft(const BatchDraft& draft) {
    const auto setText = [](QLineEdit* field, const QString& text) {
        if (field->text() != text) field->setText(text);
    };
    if (m_list->toPlainText() != draft.list) m_list->setPlainText(draft.list);
    setText(m_start, draft.rangeStart);
    setText(m_stop, draft.rangeStop);
    setText(m_step, draft.rangeStep);
    setText(m_file, draft.file);
    switch (draft.input) {
    case BatchDraft::Input::List: m_listButton->setChecked(true); break;
    case BatchDraft::Input::Range: m_rangeButton->setChecked(true); break;
    case BatchDraft::Input::Lines: m_linesButton->setChecked(true); break;
    }
    showPart();
}

void IterableEditor::writeTo(BatchDraft& draft) const {
    draft.input = chosenInput();
    draft.list = m_list->toPlainText();
    draft.rangeStart = m_start->text();
    draft.rangeStop = m_stop->text();
    draft.rangeStep = m_step->text();
    draft.file = m_file->text();
}

void IterableEditor::setStarred(bool starred) {
    m_list->setPlaceholderText(starred ? QStringLiteral("[2, 3], [4, 5]") : QStringLiteral("1, 2, 3"));
}

void IterableEditor::showPart() {
    const BatchDraft::Input input = chosenInput();
    m_list->setVisible(input == BatchDraft::Input::List);
    m_rangeRow->setVisible(input == BatchDraft::Input::Range);
    m_fileRow->setVisible(input == BatchDraft::Input::Lines);
}

}  // namespace poolscope::ui
