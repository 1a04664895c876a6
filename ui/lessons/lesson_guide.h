// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <vector>

#include <QWidget>

class QLabel;
class QPushButton;
class QScrollArea;
class QStackedWidget;
class QToolButton;
class QVBoxLayout;

namespace poolscope::ui {

class AnswerField;
class BarField;
class FocusRest;
class InkLabel;
class LessonCourse;

/// The guide beside the run: what to read, what to predict, what to run, and what came of it, one page each. It shows a course and
/// says what the learner wants.
class LessonGuide : public QWidget {
    Q_OBJECT

public:
    /// Borrows the course.
    explicit LessonGuide(LessonCourse& course, QWidget* parent = nullptr);

    [[nodiscard]] AnswerField* answerField() const { return m_answer; }
    [[nodiscard]] QPushButton& forward() { return *m_forward; }
    /// A row below the pages, for the buttons of the replay.
    void addFooter(QWidget* widget);

signals:
    void runWanted(std::size_t variant);
    /// All that have not run yet.
    void runAllWanted();
    void nextLessonWanted();
    void closeWanted();

protected:
    void changeEvent(QEvent* event) override;

private:
    void buildHead(QVBoxLayout& column);
    void buildFoot(QVBoxLayout& column);
    void beginLesson();
    void fillRead();
    void fillPredict();
    void fillRun();
    void fillExplain();
    void followCourse();
    void followRuns();
    void goForward();
    /// What is in the field is what was expected, whichever way leads on to the runs.
    void takePrediction();
    void orderTabs();
    void fitWidth();
    [[nodiscard]] QVBoxLayout& clearPage(int page);
    QLabel* addMarkdown(QVBoxLayout& page, const QString& text);
    InkLabel* addTitle(QVBoxLayout& page, const QString& text);

    struct VariantRow {
        InkLabel* mark = nullptr;
        QToolButton* run = nullptr;
        FocusRest* rest = nullptr;
    };

    LessonCourse& m_course;
    InkLabel* m_title;
    InkLabel* m_level;
    std::array<QToolButton*, 4> m_steps{};
    QStackedWidget* m_pages;
    std::array<QScrollArea*, 4> m_scrolls{};
    QPushButton* m_back;
    QPushButton* m_forward;
    FocusRest* m_forwardRest;
    QVBoxLayout* m_column;
    AnswerField* m_answer = nullptr;
    BarField* m_bars = nullptr;
    std::vector<VariantRow> m_variants;
    std::vector<InkLabel*> m_checkpoints;
};

}  // namespace poolscope::ui
