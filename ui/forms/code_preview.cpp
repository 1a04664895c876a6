// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/code_preview.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <nlohmann/json.hpp>

#include "format/fixed_font.h"
#include "forms/code_highlighter.h"
#include "forms/cpp_code.h"
#include "forms/python_code.h"

namespace poolscope::ui {

namespace {

using namespace std::chrono_literals;

constexpr auto kPause = 80ms;        // short enough to feel immediate, long enough not to write at each key
constexpr auto kSaidCopied = 1500ms;
constexpr int kTarget = 26;
constexpr std::size_t kMostMeasured = 32;

void replaceText(QPlainTextEdit* edit, const QString& text) {
    if (edit->toPlainText() == text) return;
    const int place = edit->verticalScrollBar()->value();
    edit->setPlainText(text);
    edit->verticalScrollBar()->setValue(place);
}

}  // namespace

CodePreview::CodePreview(QWidget* parent)
    : QWidget(parent), m_tabs(new QTabWidget(this)), m_copy(new QToolButton(this)),
      m_python(addPage(tr("Python"), CodeHighlighter::Language::Python)),
      m_cpp(addPage(tr("C++"), CodeHighlighter::Language::Cpp)) {
    m_tabs->setDocumentMode(true);
    m_copy->setText(tr("Copy"));
    m_copy->setToolTip(tr("Copy this program, which runs as it is"));
    m_copy->setAccessibleName(tr("Copy the code"));
    m_copy->setMinimumSize(64, kTarget);
    m_copy->setFocusPolicy(Qt::StrongFocus);
    // The corner takes a widget's hint and not its minimum; a layout around the button gives it both.
    auto* corner = new QWidget(m_tabs);
    auto* cornerLayout = new QHBoxLayout(corner);
    cornerLayout->setContentsMargins(0, 1, 1, 1);
    cornerLayout->addWidget(m_copy);
    m_tabs->setCornerWidget(corner);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_tabs);

    m_soon.setSingleShot(true);
    m_copied.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &CodePreview::write);
    connect(&m_copied, &QTimer::timeout, this, [this] { m_copy->setText(tr("Copy")); });
    connect(m_copy, &QToolButton::clicked, this, &CodePreview::copy);
    followPalette();
}

CodePreview::Page CodePreview::addPage(const QString& title, CodeHighlighter::Language language) {
    auto* text = new QPlainTextEdit(this);
    text->setReadOnly(true);
    text->setLineWrapMode(QPlainTextEdit::NoWrap);
    text->setFont(fixedFont());
    text->setFrameShape(QFrame::NoFrame);
    text->setTabChangesFocus(true);
    text->setAccessibleName(tr("%1 code of the scenario").arg(title));
    // Read-only text can be walked and selected with the keys, too.
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_tabs->addTab(text, title);
    return {text, new CodeHighlighter(language, text->document())};
}

void CodePreview::setScenario(const Scenario& scenario) {
    m_scenario = scenario;
    m_stale = true;
    if (isVisible() && !m_soon.isActive()) m_soon.start(kPause);
}

void CodePreview::setMeasured(const Scenario& scenario, const QStringList& words) {
    Json document = to_json(scenario);
    std::erase_if(m_measured, [&document](const auto& each) { return each.first == document; });
    if (m_measured.size() >= kMostMeasured) m_measured.erase(m_measured.begin());
    m_measured.emplace_back(std::move(document), words);
    setScenario(m_scenario);
}

QStringList CodePreview::measured() const {
    if (m_measured.empty()) return {};
    const Json document = to_json(m_scenario);
    for (const auto& [scenario, words] : m_measured)
        if (scenario == document) return words;
    return {};
}

QString CodePreview::currentCode() {
    write();
    return (m_tabs->currentIndex() == 0 ? m_python : m_cpp).text->toPlainText();
}

void CodePreview::copy() {
    QGuiApplication::clipboard()->setText(currentCode());
    m_copy->setText(tr("Copied"));
    m_copied.start(kSaidCopied);
}

void CodePreview::write() {
    m_soon.stop();
    if (!m_stale) return;
    m_stale = false;
    const QStringList words = measured();
    replaceText(m_python.text, pythonCode(m_scenario, words));
    replaceText(m_cpp.text, cppCode(m_scenario, words));
}

void CodePreview::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) followPalette();
}

void CodePreview::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    write();
}

void CodePreview::followPalette() {
    for (const Page& page : {m_python, m_cpp})
        if (page.highlighter != nullptr) page.highlighter->setPalette(palette());
}

}  // namespace poolscope::ui
