// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/run_details.h"

#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QVBoxLayout>

#include "format/appearance.h"
#include "format/quantity.h"
#include "runs/run_list_model.h"
#include "runs/run_words.h"
#include "views/ink_label.h"

namespace poolscope::ui {

namespace {

QString factsOf(const StoredRun& run) {
    QStringList lines{runOrigin(run), runWhen(run), runConfiguration(run), runState(run)};
    if (run.digest) {
        const RunDigest& digest = *run.digest;
        lines.last() += RunDetails::tr(" after %1").arg(durationText(digest.wall_ns));
        lines << RunDetails::tr("%1 items: %2 done, %3 failed, %4 lost, %5 timed out, %6 cancelled")
                     .arg(countText(digest.items), countText(digest.done), countText(digest.failed), countText(digest.lost),
                          countText(digest.timed_out), countText(digest.cancelled));
        lines << RunDetails::tr("%1 workers started, %2 ended badly")
                     .arg(countText(digest.workers_started), countText(digest.workers_crashed));
        if (!digest.ending_message.empty()) lines << QString::fromStdString(digest.ending_message);
    }
    if (!run.problem.empty()) lines << QString::fromStdString(run.problem);
    lines.removeAll(QString());
    return lines.join(QLatin1Char('\n'));
}

}  // namespace

RunDetails::RunDetails(QWidget* parent)
    : QWidget(parent), m_title(new InkLabel(this)), m_facts(new QLabel(this)), m_note(new QPlainTextEdit(this)),
      m_tags(new QLineEdit(this)), m_environment(new InkLabel(Ink::Muted, this)) {
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(kLargeGap - kSmallGap, kGap, kLargeGap - kSmallGap, kGap);
    column->setSpacing(kGap);
    m_title->setWordWrap(true);
    m_title->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_facts->setWordWrap(true);
    m_facts->setTextFormat(Qt::PlainText);
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_environment->setWordWrap(true);
    m_environment->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* const noteLabel = new QLabel(tr("&Note"), this);
    noteLabel->setBuddy(m_note);
    m_note->setObjectName(QStringLiteral("runNote"));
    m_note->setAccessibleName(tr("Note"));
    m_note->setPlaceholderText(tr("What you want to know of this run later. Runs with a note are never removed by themselves."));
    m_note->setTabChangesFocus(true);
    m_note->setMinimumHeight(64);
    auto* const tagsLabel = new QLabel(tr("&Tags, separated by commas"), this);
    tagsLabel->setBuddy(m_tags);
    m_tags->setObjectName(QStringLiteral("runTags"));
    m_tags->setAccessibleName(tr("Tags"));
    column->addWidget(m_title);
    column->addWidget(m_facts);
    column->addWidget(noteLabel);
    column->addWidget(m_note, 1);
    column->addWidget(tagsLabel);
    column->addWidget(m_tags);
    column->addWidget(m_environment);
    for (QWidget* const field : {static_cast<QWidget*>(m_note), static_cast<QWidget*>(m_tags)}) field->installEventFilter(this);
    connect(m_tags, &QLineEdit::editingFinished, this, &RunDetails::keep);
    show(nullptr, 0);
}

void RunDetails::show(const StoredRun* run, int selected) {
    const QString folder = run ? folderOf(*run) : QString();
    const bool isSame = folder == m_folder && run;
    if (!isSame) keep();
    m_folder = folder;
    for (QWidget* const part : findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly))
        if (part != m_title) part->setVisible(run);
    QFont face = font();
    face.setBold(run);
    m_title->setFont(face);
    if (run) m_title->setPlain();
    else m_title->setInk(Ink::Muted);
    // Alone it stands at the top.
    static_cast<QVBoxLayout*>(layout())->setStretchFactor(m_title, run ? 0 : 1);
    if (!run) {
        m_title->setText(selected > 1 ? tr("%n runs are selected.", nullptr, selected) : tr("Select a run to see what it was made on, and to note something."));
        return;
    }
    m_title->setText(runName(*run));
    m_facts->setText(factsOf(*run));
    m_environment->setText(run->environment ? environmentText(*run->environment) : tr("On what it was made is not known."));
    QStringList tags;
    for (const std::string& tag : run->notes.tags)
        tags << QString::fromStdString(tag);
    const QString note = QString::fromStdString(run->notes.note);
    // What is typed at this moment is newer than what the disk says.
    const bool isTyping = isSame && (m_note->toPlainText() != m_keptNote || typedTags() != m_keptTags);
    m_keptNote = note;
    m_keptTags = tags;
    if (isTyping) return;
    if (m_note->toPlainText() != note) m_note->setPlainText(note);
    m_tags->setText(tags.join(QStringLiteral(", ")));
}

QStringList RunDetails::typedTags() const {
    QStringList tags;
    const QStringList words = m_tags->text().split(QLatin1Char(','), Qt::SkipEmptyParts);
    for (const QString& word : words)
        if (!word.trimmed().isEmpty()) tags << word.trimmed();
    return tags;
}

void RunDetails::keep() {
    if (m_folder.isEmpty()) return;
    const QStringList tags = typedTags();
    const QString note = m_note->toPlainText();
    if (note == m_keptNote && tags == m_keptTags) return;
    m_keptNote = note;
    m_keptTags = tags;
    emit noteWanted(m_folder, note, tags);
}

void RunDetails::focusNote() {
    m_note->setFocus(Qt::ShortcutFocusReason);
}

bool RunDetails::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::FocusOut || event->type() == QEvent::Hide) keep();
    if (watched == m_note && event->type() == QEvent::KeyPress) {
        const auto* const key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Return && key->modifiers() == Qt::ControlModifier) {
            keep();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace poolscope::ui
