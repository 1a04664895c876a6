// SPDX-License-Identifier: GPL-3.0-or-later
#include "lessons/lesson_guide.h"

#include <algorithm>

#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "format/appearance.h"
#include "format/glyph.h"
#include "lessons/answer_field.h"
#include "lessons/bar_field.h"
#include "lessons/lesson_course.h"
#include "lessons/step_row.h"
#include "views/focus_rest.h"
#include "views/ink_label.h"
#include "views/larger_text.h"
#include "views/markdown_html.h"

namespace poolscope::ui {

namespace {
using Phase = LessonCourse::Phase;
constexpr int kTarget = 28;
constexpr int kLeastWidth = 290;
constexpr int kMostLeastWidth = 420;  // the run needs its room beside the largest text, too
}  // namespace

LessonGuide::LessonGuide(LessonCourse& course, QWidget* parent)
    : QWidget(parent), m_course(course), m_title(new InkLabel(this)), m_level(new InkLabel(Ink::Muted, this)),
      m_pages(new QStackedWidget(this)), m_back(new QPushButton(tr("Back"), this)), m_forward(new QPushButton(this)),
      m_forwardRest(new FocusRest(*m_forward)), m_column(new QVBoxLayout(this)) {
    setObjectName(QStringLiteral("lessonGuide"));
    m_column->setContentsMargins(kLargeGap, kGap, kLargeGap, kGap);
    m_column->setSpacing(kGap);
    buildHead(*m_column);
    for (QScrollArea*& scroll : m_scrolls) {
        scroll = new QScrollArea(m_pages);
        scroll->setWidgetResizable(true);
        scroll->setFrameShape(QFrame::NoFrame);
        scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        m_pages->addWidget(scroll);
    }
    m_column->addWidget(m_pages, 1);
    buildFoot(*m_column);
    fitWidth();
    connect(&m_course, &LessonCourse::begun, this, &LessonGuide::beginLesson);
    connect(&m_course, &LessonCourse::moved, this, &LessonGuide::followCourse);
    connect(&m_course, &LessonCourse::progressed, this, &LessonGuide::followRuns);
    connect(&m_course, &LessonCourse::finished, this, [this] {
        fillExplain();
        orderTabs();
    });
}

void LessonGuide::buildHead(QVBoxLayout& column) {
    auto* const row = new QHBoxLayout;
    new LargerText(*m_title, 1.25, QFont::Bold);
    m_title->setWordWrap(true);
    auto* const close = new QToolButton(this);
    close->setIcon(glyphIcon(Glyph::Cross));
    close->setAutoRaise(true);
    close->setAccessibleName(tr("Close the guide"));
    close->setToolTip(tr("Close the guide"));
    close->setObjectName(QStringLiteral("closeGuide"));
    close->setMinimumSize(kTarget, kTarget);
    connect(close, &QToolButton::clicked, this, &LessonGuide::closeWanted);
    row->addWidget(m_title, 1);
    row->addWidget(close, 0, Qt::AlignTop);
    column.addLayout(row);
    column.addWidget(m_level);
    auto* const steps = new StepRow({tr("Read"), tr("Predict"), tr("Run"), tr("Explain")},
                                    {QStringLiteral("stepRead"), QStringLiteral("stepPredict"), QStringLiteral("stepRun"), QStringLiteral("stepExplain")}, this);
    for (std::size_t i = 0; i < m_steps.size(); ++i) {
        m_steps[i] = steps->buttons()[i];
        connect(m_steps[i], &QToolButton::clicked, this, [this, i] {
            if (static_cast<Phase>(i) > Phase::Predict) takePrediction();
            m_course.goTo(static_cast<Phase>(i));
            followCourse();  // the mark stays where the course is
        });
    }
    column.addWidget(steps);
}

void LessonGuide::buildFoot(QVBoxLayout& column) {
    auto* const row = new QHBoxLayout;
    m_back->setObjectName(QStringLiteral("guideBack"));
    m_forward->setObjectName(QStringLiteral("guideForward"));
    m_back->setMinimumHeight(kTarget);
    m_forward->setMinimumHeight(kTarget);
    m_forward->setDefault(true);
    row->addWidget(m_back);
    row->addStretch(1);
    row->addWidget(m_forward);
    column.addLayout(row);
    connect(m_back, &QPushButton::clicked, this, [this] {
        if (m_course.phase() != Phase::Read) m_course.goTo(static_cast<Phase>(static_cast<int>(m_course.phase()) - 1));
    });
    connect(m_forward, &QPushButton::clicked, this, &LessonGuide::goForward);
}

void LessonGuide::addFooter(QWidget* widget) {
    m_column->addWidget(widget);
}

void LessonGuide::takePrediction() {
    if (m_course.phase() == Phase::Predict && m_answer != nullptr && m_answer->isAnswered()) m_course.predict(m_answer->answer());
}

void LessonGuide::goForward() {
    switch (m_course.phase()) {
    case Phase::Read:
        m_course.goTo(Phase::Predict);
        if (m_answer != nullptr) m_answer->setFocus(Qt::OtherFocusReason);
        break;
    case Phase::Predict:
        takePrediction();
        m_course.goTo(Phase::Run);
        break;
    case Phase::Run:
        if (m_course.nextVariant()) emit runAllWanted();
        else m_course.goTo(Phase::Explain);
        break;
    case Phase::Explain: emit nextLessonWanted(); break;
    }
}

QVBoxLayout& LessonGuide::clearPage(int page) {
    auto* const content = new QWidget;
    auto* const column = new QVBoxLayout(content);
    column->setContentsMargins(0, kSmallGap, kGap, kSmallGap);
    column->setSpacing(kGap);
    m_scrolls[static_cast<std::size_t>(page)]->setWidget(content);  // what was there goes
    return *column;
}

QLabel* LessonGuide::addMarkdown(QVBoxLayout& page, const QString& text) {
    auto* const label = new QLabel;
    label->setTextFormat(Qt::RichText);
    label->setWordWrap(true);
    label->setText(htmlOf(text));
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    page.addWidget(label);
    return label;
}

InkLabel* LessonGuide::addTitle(QVBoxLayout& page, const QString& text) {
    auto* const label = new InkLabel;
    QFont bold = label->font();
    bold.setBold(true);
    label->setFont(bold);
    label->setText(text);
    label->setWordWrap(true);
    page.addWidget(label);
    return label;
}

void LessonGuide::beginLesson() {
    const Lesson& lesson = m_course.lesson();
    const QString title = QString::fromStdString(lesson.scenario.title);
    m_title->setText(lesson.number > 0 ? tr("%1. %2").arg(lesson.number).arg(title) : title);
    const QString runs = lesson.variants.size() == 1 ? tr("one run") : tr("%1 runs to compare").arg(lesson.variants.size());
    m_level->setText(lesson.level.empty() ? runs : tr("%1 \u00b7 %2").arg(QString::fromStdString(lesson.level), runs));
    fillRead();
    fillPredict();
    fillRun();
    fillExplain();
    orderTabs();
}

void LessonGuide::orderTabs() {
    // Pages are filled long after the buttons below them were made.
    QWidget* last = m_steps.back();
    const auto chain = [&last](QWidget* next) {
        setTabOrder(last, next);
        last = next;
    };
    for (QScrollArea* const scroll : m_scrolls) {
        chain(scroll);
        for (QWidget* const each : scroll->widget()->findChildren<QWidget*>())
            if ((each->focusPolicy() & Qt::TabFocus) != 0 && each->focusProxy() == nullptr) chain(each);
    }
    chain(m_back);
    chain(m_forward);
}

void LessonGuide::fitWidth() {
    setMinimumWidth(std::clamp(kLeastWidth * fontMetrics().height() / 16, kLeastWidth, kMostLeastWidth));
}

void LessonGuide::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) fitWidth();
}

void LessonGuide::fillRead() {
    QVBoxLayout& page = clearPage(0);
    const Lesson& lesson = m_course.lesson();
    addMarkdown(page, QString::fromStdString(lesson.scenario.description));
    for (const LessonStep& step : lesson.steps) {
        addTitle(page, QString::fromStdString(step.title));
        addMarkdown(page, QString::fromStdString(step.text));
    }
    page.addStretch(1);
}

void LessonGuide::fillPredict() {
    QVBoxLayout& page = clearPage(1);
    m_answer = nullptr;
    const Lesson& lesson = m_course.lesson();
    if (!lesson.question) {
        addMarkdown(page, tr("This demo asks nothing. Go on and run it."));
    } else {
        addTitle(page, tr("What do you expect?"));
        addMarkdown(page, QString::fromStdString(lesson.question->text));
        m_answer = AnswerField::make(*lesson.question, nullptr);
        page.addWidget(m_answer);
        connect(m_answer, &AnswerField::answered, this, &LessonGuide::followCourse);
    }
    page.addStretch(1);
}

void LessonGuide::fillRun() {
    QVBoxLayout& page = clearPage(2);
    const Lesson& lesson = m_course.lesson();
    m_variants.clear();
    m_checkpoints.clear();
    addTitle(page, tr("Variants"));
    for (std::size_t i = 0; i < lesson.variants.size(); ++i) {
        auto* const row = new QHBoxLayout;
        VariantRow parts;
        parts.mark = new InkLabel;
        parts.mark->setWordWrap(true);
        parts.run = new QToolButton;
        parts.rest = new FocusRest(*parts.run);
        parts.run->setIcon(glyphIcon(Glyph::Run));
        parts.run->setAutoRaise(true);
        parts.run->setMinimumSize(kTarget, kTarget);
        parts.run->setAccessibleName(tr("Run %1").arg(QString::fromStdString(lesson.variants[i].name)));
        parts.run->setToolTip(parts.run->accessibleName());
        parts.run->setObjectName(QStringLiteral("runVariant%1").arg(i));
        connect(parts.run, &QToolButton::clicked, this, [this, i] { emit runWanted(i); });
        row->addWidget(parts.mark, 1);
        row->addWidget(parts.run);
        page.addLayout(row);
        if (!lesson.variants[i].text.empty()) {
            auto* const text = new InkLabel(Ink::Muted, nullptr);
            text->setWordWrap(true);
            text->setText(QString::fromStdString(lesson.variants[i].text));
            text->setObjectName(QStringLiteral("variantText%1").arg(i));
            page.addWidget(text);
        }
        m_variants.push_back(parts);
    }
    if (!lesson.checkpoints.empty()) addTitle(page, tr("Checkpoints, ticked by the trace"));
    for (std::size_t i = 0; i < lesson.checkpoints.size(); ++i) {
        auto* const label = new InkLabel;
        label->setWordWrap(true);
        label->setToolTip(QString::fromStdString(lesson.checkpoints[i].query.text()));
        page.addWidget(label);
        m_checkpoints.push_back(label);
    }
    m_bars = nullptr;
    if (lesson.comparison) {
        addTitle(page, QString::fromStdString(lesson.comparison->text));
        m_bars = new BarField;
        m_bars->setUnit(QString::fromStdString(lesson.comparison->unit));
        m_bars->setAccessibleName(QString::fromStdString(lesson.comparison->text));
        page.addWidget(m_bars);
    }
    page.addStretch(1);
    followRuns();
}

void LessonGuide::followCourse() {
    if (!m_course.hasLesson()) return;
    const auto phase = static_cast<std::size_t>(m_course.phase());
    m_pages->setCurrentIndex(static_cast<int>(phase));
    for (std::size_t i = 0; i < m_steps.size(); ++i) {
        m_steps[i]->setChecked(i == phase);
        m_steps[i]->setEnabled(m_course.canGoTo(static_cast<Phase>(i)) || i == phase);
    }
    // What was predicted is kept: it cannot be changed once something has run.
    if (m_answer != nullptr) m_answer->setEnabled(m_course.facts().empty() && !m_course.running());
    m_back->setEnabled(m_course.phase() != Phase::Read);
    const auto allow = [this, phase](bool isPossible) { m_forwardRest->setEnabled(isPossible, *m_scrolls[phase]); };
    switch (m_course.phase()) {
    case Phase::Read:
        m_forward->setText(tr("Predict"));
        allow(true);
        break;
    case Phase::Predict:
        m_forward->setText(tr("That is what I expect"));
        allow(m_answer == nullptr || m_answer->isAnswered());
        break;
    case Phase::Run:
        m_forward->setText(!m_course.nextVariant() ? tr("Explain") : m_course.facts().empty() ? tr("Run all") : tr("Run the rest"));
        allow(!m_course.running());
        break;
    case Phase::Explain:
        m_forward->setText(tr("Next demo"));
        allow(true);
        break;
    }
}

void LessonGuide::followRuns() {
    if (!m_course.hasLesson() || m_variants.size() != m_course.lesson().variants.size()) return;
    const Lesson& lesson = m_course.lesson();
    std::vector<BarField::Bar> bars;
    for (std::size_t i = 0; i < m_variants.size(); ++i) {
        const bool isRunning = m_course.running() == i;
        const bool isDone = m_course.hasRun(i);
        const QString name = QString::fromStdString(lesson.variants[i].name);
        m_variants[i].mark->setText((isRunning ? QStringLiteral("\u25b8 ") : isDone ? QStringLiteral("\u2713 ") : QStringLiteral("\u25cb ")) +
                                    (isRunning ? tr("%1 \u2013 running").arg(name) : name));
        if (isRunning) m_variants[i].mark->setInk(Ink::Accent);
        else if (isDone) m_variants[i].mark->setPlain();
        else m_variants[i].mark->setInk(Ink::Muted);
        m_variants[i].rest->setEnabled(!m_course.running(), *m_scrolls[static_cast<std::size_t>(Phase::Run)]);
        bars.push_back({name, m_course.compared(i), {}});
    }
    if (m_bars != nullptr) m_bars->setBars(std::move(bars));
    for (std::size_t i = 0; i < m_checkpoints.size(); ++i) {
        const QString text = QString::fromStdString(lesson.checkpoints[i].text);
        if (m_course.isTicked(i)) m_checkpoints[i]->setInk(Ink::Good);
        else m_checkpoints[i]->setInk(Ink::Muted);
        m_checkpoints[i]->setText((m_course.isTicked(i) ? QStringLiteral("\u2611 ") : QStringLiteral("\u2610 ")) + text);
    }
    followCourse();
}

}  // namespace poolscope::ui
