// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QWidget>

#include <poolscope/lesson.h>
#include <poolscope/run_sketch.h>

class QButtonGroup;
class QDoubleSpinBox;
class QListWidget;
class QSlider;
class QVBoxLayout;

namespace poolscope::ui {

class BarField;
class InkLabel;
class RunPicture;

/// What the runs were, by which an answer is marked as it was scored.
struct LessonOutcome {
    RunSketch sketch{};        ///< of the run that the question is about; may be empty
    RunFacts here{};           ///< of the first variant
    FactsByVariant variants{};
};

/// Where a learner enters a prediction, and sees it afterwards over what happened.
class AnswerField : public QWidget {
    Q_OBJECT

public:
    /// The field that suits the question.
    [[nodiscard]] static AnswerField* make(const LessonQuestion& question, QWidget* parent);

    [[nodiscard]] bool isAnswered() const { return m_isAnswered; }
    [[nodiscard]] virtual LessonAnswer answer() const = 0;
    /// Nothing can be changed any more.
    virtual void showTruth(const LessonAnswer& prediction, const LessonAnswer& truth, const LessonOutcome& outcome) = 0;

signals:
    void answered();

protected:
    AnswerField(const LessonQuestion& question, QWidget* parent);
    void markAnswered();
    [[nodiscard]] const LessonQuestion& question() const { return m_question; }
    [[nodiscard]] QVBoxLayout& column() { return *m_column; }

private:
    LessonQuestion m_question;
    QVBoxLayout* m_column;
    bool m_isAnswered = false;
};

class NumberAnswer : public AnswerField {
    Q_OBJECT

public:
    NumberAnswer(const LessonQuestion& question, QWidget* parent);
    [[nodiscard]] LessonAnswer answer() const override;
    void showTruth(const LessonAnswer& prediction, const LessonAnswer& truth, const LessonOutcome& outcome) override;

private:
    QSlider* m_slider;
    QDoubleSpinBox* m_number;
};

class ChoiceAnswer : public AnswerField {
    Q_OBJECT

public:
    ChoiceAnswer(const LessonQuestion& question, QWidget* parent);
    [[nodiscard]] LessonAnswer answer() const override;
    void showTruth(const LessonAnswer& prediction, const LessonAnswer& truth, const LessonOutcome& outcome) override;

private:
    QButtonGroup* m_choices;
};

/// Entries are dragged, or moved with Alt+Up and Alt+Down.
class OrderAnswer : public AnswerField {
    Q_OBJECT

public:
    OrderAnswer(const LessonQuestion& question, QWidget* parent);
    [[nodiscard]] LessonAnswer answer() const override;
    void showTruth(const LessonAnswer& prediction, const LessonAnswer& truth, const LessonOutcome& outcome) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    /// Before and after all the others as it came out; those that came out equal are right either way, as score() counts them.
    [[nodiscard]] bool isInPlace(std::size_t index, const LessonAnswer& prediction, const LessonAnswer& truth, const LessonOutcome& outcome) const;
    void move(int way);
    void number();
    QListWidget* m_list;
};

class CurveAnswer : public AnswerField {
    Q_OBJECT

public:
    CurveAnswer(const LessonQuestion& question, QWidget* parent);
    [[nodiscard]] LessonAnswer answer() const override;
    void showTruth(const LessonAnswer& prediction, const LessonAnswer& truth, const LessonOutcome& outcome) override;

private:
    BarField* m_bars;
};

class SpanAnswer : public AnswerField {
    Q_OBJECT

public:
    SpanAnswer(const LessonQuestion& question, QWidget* parent);
    [[nodiscard]] LessonAnswer answer() const override;
    void showTruth(const LessonAnswer& prediction, const LessonAnswer& truth, const LessonOutcome& outcome) override;

private:
    RunPicture* m_picture;
};

}  // namespace poolscope::ui
