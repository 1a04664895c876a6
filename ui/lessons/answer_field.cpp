// SPDX-License-Identifier: GPL-3.0-or-later
#include "lessons/answer_field.h"

#include <algorithm>
#include <cmath>

#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLocale>
#include <QSlider>
#include <QVBoxLayout>

#include "format/appearance.h"
#include "lessons/bar_field.h"
#include "lessons/run_picture.h"

namespace poolscope::ui {

namespace {
constexpr int kSliderSteps = 200;
constexpr double kRoomBeyond = 1.08;  // of a scale, so that the last mark is not at the edge
}  // namespace

AnswerField::AnswerField(const LessonQuestion& question, QWidget* parent)
    : QWidget(parent), m_question(question), m_column(new QVBoxLayout(this)) {
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(kGap);
}

AnswerField* AnswerField::make(const LessonQuestion& question, QWidget* parent) {
    switch (question.kind) {
    case LessonQuestion::Kind::Number: return new NumberAnswer(question, parent);
    case LessonQuestion::Kind::Choice: return new ChoiceAnswer(question, parent);
    case LessonQuestion::Kind::Order: return new OrderAnswer(question, parent);
    case LessonQuestion::Kind::Curve: return new CurveAnswer(question, parent);
    case LessonQuestion::Kind::Span: return new SpanAnswer(question, parent);
    }
    return new NumberAnswer(question, parent);
}

void AnswerField::markAnswered() {
    m_isAnswered = true;
    emit answered();
}

NumberAnswer::NumberAnswer(const LessonQuestion& question, QWidget* parent)
    : AnswerField(question, parent), m_slider(new QSlider(Qt::Horizontal, this)), m_number(new QDoubleSpinBox(this)) {
    const double width = question.high - question.low;
    m_number->setDecimals(width <= 10 ? 2 : width <= 50 && !question.unit.empty() ? 1 : 0);
    m_number->setRange(question.low, std::max(question.high, question.low + 10 * width));
    m_number->setSingleStep(width / 50);
    m_number->setValue(question.low);
    if (!question.unit.empty()) m_number->setSuffix(QStringLiteral(" ") + QString::fromStdString(question.unit));
    m_number->setAccessibleName(tr("your prediction"));
    m_number->setMinimumWidth(110);
    m_slider->setRange(0, kSliderSteps);
    m_slider->setAccessibleName(tr("your prediction"));
    setFocusProxy(m_slider);
    auto* const row = new QHBoxLayout;
    row->addWidget(m_slider, 1);
    row->addWidget(m_number);
    column().addLayout(row);
    connect(m_slider, &QSlider::valueChanged, this, [this](int step) {
        const double low = this->question().low;
        m_number->setValue(low + (this->question().high - low) * step / kSliderSteps);
    });
    connect(m_number, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        const QSignalBlocker quiet(m_slider);
        m_slider->setValue(static_cast<int>(std::lround((value - this->question().low) / (this->question().high - this->question().low) * kSliderSteps)));
        markAnswered();
    });
}

LessonAnswer NumberAnswer::answer() const {
    LessonAnswer answer;
    answer.number = m_number->value();
    return answer;
}

void NumberAnswer::showTruth(const LessonAnswer& prediction, const LessonAnswer& truth, const LessonOutcome& outcome) {
    const RunSketch& sketch = outcome.sketch;
    m_number->hide();
    m_slider->hide();
    if (!prediction.number || !truth.number) return;
    if (question().unit == "s" && !sketch.empty()) {
        auto* const picture = new RunPicture(this);
        picture->setScale(std::max({sketch.seconds, *prediction.number, *truth.number}) * kRoomBeyond);
        picture->setSketch(sketch);
        const auto text = [](double seconds) { return QLocale().toString(seconds, 'f', 2); };
        picture->setMarks({{*prediction.number, *prediction.number, tr("you: %1 s").arg(text(*prediction.number)), Ink::Accent},
                           {*truth.number, *truth.number, tr("it was %1 s").arg(text(*truth.number)), Ink::Good}});
        picture->setAccessibleName(tr("your prediction over what happened"));
        column().addWidget(picture);
        return;
    }
    auto* const bars = new BarField(this);
    bars->setUnit(QString::fromStdString(question().unit));
    bars->setBars({{tr("you"), {}, prediction.number}, {tr("it was"), truth.number, {}}});
    bars->setAccessibleName(tr("your prediction beside what happened"));
    column().addWidget(bars);
}

CurveAnswer::CurveAnswer(const LessonQuestion& question, QWidget* parent) : AnswerField(question, parent), m_bars(new BarField(this)) {
    std::vector<BarField::Bar> bars;
    for (const LessonOption& option : question.options)
        bars.push_back({QString::fromStdString(option.text), {}, question.low + (question.high - question.low) / 4});
    m_bars->setUnit(QString::fromStdString(question.unit));
    m_bars->setScale(question.low, question.high);
    m_bars->setBars(std::move(bars));
    m_bars->setEditable(true);
    m_bars->setAccessibleName(tr("your prediction, a bar for each; the arrow keys change it"));
    setFocusProxy(m_bars);
    column().addWidget(m_bars);
    connect(m_bars, &BarField::expectedChanged, this, &CurveAnswer::markAnswered);
}

LessonAnswer CurveAnswer::answer() const {
    LessonAnswer answer;
    for (const BarField::Bar& bar : m_bars->bars()) answer.curve.push_back(bar.expected.value_or(0));
    return answer;
}

void CurveAnswer::showTruth(const LessonAnswer& prediction, const LessonAnswer& truth, const LessonOutcome& /*outcome*/) {
    std::vector<BarField::Bar> bars = m_bars->bars();
    double high = question().high;
    for (std::size_t i = 0; i < bars.size(); ++i) {
        if (i < prediction.curve.size()) bars[i].expected = prediction.curve[i];
        if (i < truth.curve.size()) bars[i].value = truth.curve[i];
        high = std::max(high, bars[i].value.value_or(0));
    }
    m_bars->setEditable(false);
    m_bars->setScale(question().low, high);
    m_bars->setBars(std::move(bars));
    m_bars->setToolTip(tr("Bars: what happened. Dashed lines: what you predicted."));
}

SpanAnswer::SpanAnswer(const LessonQuestion& question, QWidget* parent) : AnswerField(question, parent), m_picture(new RunPicture(this)) {
    m_picture->setScale(question.high);
    m_picture->setPickable(true);
    m_picture->setAccessibleName(tr("your prediction: the arrow keys move it, with Shift its end"));
    setFocusProxy(m_picture);
    column().addWidget(m_picture);
    connect(m_picture, &RunPicture::pickedChanged, this, &SpanAnswer::markAnswered);
}

LessonAnswer SpanAnswer::answer() const {
    LessonAnswer answer;
    if (const auto picked = m_picture->picked()) {
        answer.from = picked->first;
        answer.to = picked->second;
    }
    return answer;
}

void SpanAnswer::showTruth(const LessonAnswer& prediction, const LessonAnswer& truth, const LessonOutcome& outcome) {
    const RunSketch& sketch = outcome.sketch;
    m_picture->setPickable(false);
    m_picture->setPicked({});
    m_picture->setScale(std::max({sketch.seconds, prediction.to.value_or(0), truth.to.value_or(0)}) * kRoomBeyond);
    m_picture->setSketch(sketch);
    m_picture->setMarks({{prediction.from.value_or(0), prediction.to.value_or(0), tr("you"), Ink::Accent},
                         {truth.from.value_or(0), truth.to.value_or(0), tr("it was"), Ink::Good}});
}

}  // namespace poolscope::ui
