// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/scenario_panel.h"

#include <algorithm>

#include <QAbstractTextDocumentLayout>
#include <QDesktopServices>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QMessageBox>
#include <QStandardItemModel>
#include <QTextBrowser>
#include <QTextDocument>
#include <QToolButton>
#include <QUrl>
#include <QtMath>

#include <nlohmann/json.hpp>

#include "format/appearance.h"
#include "forms/explained_choice.h"
#include "forms/note_label.h"
#include "forms/scenario_folder.h"
#include "forms/scenario_form.h"
#include "views/markdown_html.h"

namespace poolscope::ui {

namespace {

constexpr int kTarget = 26;
constexpr int kTallestLines = 12;  // of a description in the column; what is longer is scrolled

/// The first sentence of a description, for the list.
QString firstSentence(const std::string& markdown) {
    QTextDocument document;
    document.setMarkdown(QString::fromStdString(markdown));
    const QString plain = document.toPlainText().section(u'\n', 0, 0).simplified();
    const qsizetype end = plain.indexOf(QLatin1String(". "));
    return end < 0 ? plain : plain.left(end + 1);
}

/// As tall as its text, which grows when the column gets narrower.
class Description : public QTextBrowser {
public:
    explicit Description(QWidget* parent) : QTextBrowser(parent) {
        connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this, [this] { fit(); });
    }

protected:
    void changeEvent(QEvent* event) override {
        QTextBrowser::changeEvent(event);
        if (event->type() == QEvent::StyleChange || event->type() == QEvent::FontChange) fit();
    }

private:
    void fit() {
        // The frame and the padding around the text are the style's.
        const int around = contentsMargins().top() + contentsMargins().bottom();
        const int tallest = kTallestLines * fontMetrics().lineSpacing();
        setFixedHeight(qMin(qCeil(document()->size().height()), tallest) + around);
    }
};

}  // namespace

ScenarioPanel::ScenarioPanel(QWidget* parent)
    : QWidget(parent), m_choice(new ExplainedChoice(this)), m_revert(new QToolButton(this)),
      m_modifiedNote(new NoteLabel(Ink::Caution, this)), m_description(new Description(this)) {
    m_choice->setAccessibleName(tr("scenario"));
    m_choice->setToolTip(tr("A pool and its batches, ready to run"));
    m_choice->setMaxVisibleItems(16);
    m_revert->setText(tr("Revert"));
    m_revert->setToolTip(tr("Forget the changes and show the scenario as its file says it"));
    m_revert->setMinimumHeight(kTarget);
    m_revert->setFocusPolicy(Qt::StrongFocus);
    m_description->setAccessibleName(tr("what the scenario is about"));
    m_description->setOpenLinks(false);
    m_description->setFrameShape(QFrame::NoFrame);
    m_description->viewport()->setAutoFillBackground(false);
    m_description->document()->setDocumentMargin(0);
    m_description->document()->setIndentWidth(16);

    auto* row = new QHBoxLayout;
    row->setSpacing(kSmallGap);
    row->addWidget(m_choice, 1);
    row->addWidget(m_revert);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kGap, kGap, kGap, kGap);
    layout->setSpacing(kSmallGap);
    layout->addLayout(row);
    layout->addWidget(m_modifiedNote);
    layout->addWidget(m_description);
    m_description->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);

    connect(m_choice, &QComboBox::currentIndexChanged, this, &ScenarioPanel::chooseRow);
    connect(m_revert, &QToolButton::clicked, this, &ScenarioPanel::revert);
    connect(m_description, &QTextBrowser::anchorClicked, this, &ScenarioPanel::followLink);
    showEntry();
}

ScenarioPanel::Entry ScenarioPanel::read(const QString& path) {
    Entry entry;
    entry.path = path;
    try {
        entry.original = load_scenario(path.toStdString());
    } catch (const ScenarioError& error) {
        entry.problem = QString::fromUtf8(error.what());
    }
    return entry;
}

void ScenarioPanel::appendChoice(const Entry& entry) {
    QString title = QString::fromStdString(entry.original.title);
    if (title.isEmpty()) title = QFileInfo(entry.path).completeBaseName();
    m_choice->addChoice(entry.path, title,
                        entry.problem.isEmpty() ? firstSentence(entry.original.description)
                                                : QStringLiteral("\u26a0 ") + entry.problem.section(u'\n', 0, 0));
    auto* model = qobject_cast<QStandardItemModel*>(m_choice->model());
    if (model != nullptr) model->item(m_choice->count() - 1)->setEnabled(entry.problem.isEmpty());
}

void ScenarioPanel::enableChoice(int row) {
    if (auto* const model = qobject_cast<QStandardItemModel*>(m_choice->model())) model->item(row)->setEnabled(true);
}

void ScenarioPanel::loadFolder(const QString& folder) {
    {
        const QSignalBlocker quiet(m_choice);
        m_choice->clear();
        m_entries.clear();
        for (const QString& path : scenarioFiles(folder)) {
            m_entries.push_back(read(path));
            appendChoice(m_entries.back());
        }
        m_choice->setCurrentIndex(-1);
    }
    const auto usable = std::find_if(m_entries.begin(), m_entries.end(), [](const Entry& e) { return e.problem.isEmpty(); });
    if (usable != m_entries.end()) m_choice->setCurrentIndex(static_cast<int>(usable - m_entries.begin()));
    else showEntry();
}

void ScenarioPanel::open(const QString& path) {
    Entry entry;
    entry.path = path;
    entry.original = load_scenario(path.toStdString());
    if (const int row = m_choice->findData(path); row >= 0) {
        // It may have been written anew since it was read; what was edited here stays, as edits of what is there now.
        Entry& known = m_entries[static_cast<std::size_t>(row)];
        if (!known.problem.isEmpty()) enableChoice(row);
        known.original = std::move(entry.original);
        known.problem.clear();
        known.isFileGone = false;
        choose(path);
        return;
    }
    m_entries.push_back(std::move(entry));
    {
        const QSignalBlocker quiet(m_choice);
        appendChoice(m_entries.back());
    }
    m_choice->setCurrentIndex(m_choice->count() - 1);
    chooseRow(m_choice->currentIndex());
}

bool ScenarioPanel::choose(const QString& path) {
    const int row = m_choice->findData(path);
    if (row < 0 || !m_entries[static_cast<std::size_t>(row)].problem.isEmpty()) return false;
    if (row == m_choice->currentIndex()) chooseRow(row);
    else m_choice->setCurrentIndex(row);
    return true;
}

const ScenarioPanel::Entry* ScenarioPanel::currentEntry() const {
    const int row = m_choice->currentIndex();
    return row < 0 ? nullptr : &m_entries[static_cast<std::size_t>(row)];
}

QString ScenarioPanel::currentPath() const {
    const Entry* entry = currentEntry();
    return entry != nullptr ? entry->path : QString();
}

Scenario ScenarioPanel::original() const {
    const Entry* entry = currentEntry();
    return entry != nullptr ? entry->original : Scenario{};
}

Scenario ScenarioPanel::current() const {
    const Entry* entry = currentEntry();
    return entry != nullptr ? entry->edited.value_or(entry->original) : Scenario{};
}

bool ScenarioPanel::isModified() const {
    const Entry* entry = currentEntry();
    return entry != nullptr && entry->edited.has_value();
}

std::vector<ScenarioPanel::Edited> ScenarioPanel::edits() const {
    std::vector<const Entry*> entries;
    for (const Entry& entry : m_entries)
        if (entry.edited) entries.push_back(&entry);
    std::sort(entries.begin(), entries.end(), [](const Entry* a, const Entry* b) { return a->editNumber < b->editNumber; });
    std::vector<Edited> result;
    for (const Entry* const entry : entries) result.push_back({entry->path, *entry->edited});
    return result;
}

void ScenarioPanel::restoreEdits(const Edited& edited) {
    int row = m_choice->findData(edited.path);
    if (row < 0) {
        row = static_cast<int>(m_entries.size());
        m_entries.push_back(read(edited.path));
        const QSignalBlocker quiet(m_choice);  // the first of a list would be chosen
        const int chosen = m_choice->currentIndex();
        appendChoice(m_entries.back());
        m_choice->setCurrentIndex(chosen);
    }
    Entry& entry = m_entries[static_cast<std::size_t>(row)];
    if (!entry.problem.isEmpty()) {
        entry.problem.clear();
        entry.isFileGone = true;
        entry.original = {};
        entry.original.title = edited.scenario.title;
        enableChoice(row);
    } else if (to_json(edited.scenario) == to_json(entry.original)) {
        return;  // it was saved meanwhile
    }
    entry.edited = edited.scenario;
    entry.editNumber = ++m_edits;
    if (row == m_choice->currentIndex()) chooseRow(row);
    else markModified();
}

void ScenarioPanel::setForm(ScenarioForm& form) {
    m_form = &form;
    connect(&form, &ScenarioForm::valueChanged, this, [this, &form] { takeEdits(form); });
    if (currentEntry() != nullptr) form.setValue(current(), original());
}

void ScenarioPanel::takeEdits(const ScenarioForm& form) {
    const int row = m_choice->currentIndex();
    if (row < 0) return;
    Entry& entry = m_entries[static_cast<std::size_t>(row)];
    if (form.isModified()) {
        entry.edited = form.value();
        entry.editNumber = ++m_edits;
    } else {
        entry.edited.reset();
    }
    markModified();
}

void ScenarioPanel::revert() {
    const int row = m_choice->currentIndex();
    if (row < 0) return;
    m_entries[static_cast<std::size_t>(row)].edited.reset();
    chooseRow(row);
}

void ScenarioPanel::setSaved(const Scenario& scenario, const QString& path) {
    const int row = m_choice->currentIndex();
    if (row >= 0 && m_entries[static_cast<std::size_t>(row)].path == path) {
        m_entries[static_cast<std::size_t>(row)].original = scenario;
        m_entries[static_cast<std::size_t>(row)].edited.reset();
        m_entries[static_cast<std::size_t>(row)].isFileGone = false;
        if (m_form != nullptr) m_form->setSaved();
        showEntry();
        return;
    }
    // Saved under another name: the first file is as it was, and the new one is a scenario of its own.
    if (row >= 0) m_entries[static_cast<std::size_t>(row)].edited.reset();
    // So does one that was there: what was edited in it has been written over.
    if (const int known = m_choice->findData(path); known >= 0) m_entries[static_cast<std::size_t>(known)].edited.reset();
    open(path);
}

void ScenarioPanel::chooseRow(int row) {
    if (row < 0) return;
    showEntry();
    if (m_form != nullptr) m_form->setValue(current(), original());
    emit scenarioChosen(current(), currentPath());
}

void ScenarioPanel::showEntry() {
    const Entry* entry = currentEntry();
    if (entry == nullptr) {
        m_description->setPlainText(tr("No scenario is chosen."));
    } else {
        // Scenarios come from anybody: no pictures from elsewhere are fetched (a text browser loads none over a network), and
        // links ask before they open.
        m_description->setHtml(htmlOf(QString::fromStdString(entry->original.description)));
    }
    // An empty frame says nothing.
    m_description->setVisible(entry == nullptr || !entry->original.description.empty());
    markModified();
}

void ScenarioPanel::markModified() {
    const bool modified = isModified();
    m_revert->setEnabled(modified);
    m_revert->setVisible(modified);
    m_modifiedNote->setNote(!modified                     ? QString()
                            : currentEntry()->isFileGone ? tr("Modified; the file is gone or cannot be read.")
                                                         : tr("Modified; the file is as it was."));
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        const int row = static_cast<int>(i);
        QString title = QString::fromStdString(m_entries[i].original.title);
        if (title.isEmpty()) title = QFileInfo(m_entries[i].path).completeBaseName();
        const QString shown = m_entries[i].edited ? tr("%1 (modified)").arg(title) : title;
        if (m_choice->itemText(row) != shown) m_choice->setItemText(row, shown);
    }
    if (modified == m_wasModified) return;
    m_wasModified = modified;
    emit modifiedChanged(modified);
}

void ScenarioPanel::followLink(const QUrl& link) {
    if (link.scheme() != QLatin1String("https") && link.scheme() != QLatin1String("http")) return;
    auto* question = new QMessageBox(QMessageBox::Question, tr("Open a link"),
                                     tr("Open this page in the browser?\n%1").arg(link.toDisplayString()),
                                     QMessageBox::Open | QMessageBox::Cancel, this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    connect(question, &QMessageBox::accepted, this, [link] { QDesktopServices::openUrl(link); });
    question->open();
}

}  // namespace poolscope::ui
