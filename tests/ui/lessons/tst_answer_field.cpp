// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <memory>

#include <QDoubleSpinBox>
#include <QLabel>
#include <QListWidget>
#include <QMouseEvent>
#include <QRadioButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>

#include "lessons/answer_field.h"
#include "lessons/bar_field.h"
#include "lessons/run_picture.h"

using namespace poolscope;
using namespace poolscope::ui;

namespace {

LessonQuestion question(LessonQuestion::Kind kind, const std::vector<std::string>& options = {}) {
    LessonQuestion question;
    question.kind = kind;
    question.text = "?";
    question.unit = "s";
    question.low = 0;
    question.high = 4;
    for (const std::string& option : options) question.options.push_back({option, TraceQuery::parse("1")});
    return question;
}

}  // namespace

/// What a learner enters with the mouse and with keys.
class AnswerFieldTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QLocale::setDefault(QLocale::c()); }

    void number_isTypedOrDragged() {
        show(question(LessonQuestion::Kind::Number));
        auto* const number = m_field->findChild<QDoubleSpinBox*>();
        QVERIFY(!m_field->isAnswered());
        number->setFocus();
        number->selectAll();
        QTest::keyClicks(number, QStringLiteral("1.5"));
        QTest::keyClick(number, Qt::Key_Return);
        QVERIFY(m_field->isAnswered());
        QCOMPARE(m_field->answer().number, std::optional<double>(1.5));
        auto* const slider = m_field->findChild<QSlider*>();
        QCOMPARE(slider->value(), slider->maximum() * 3 / 8);
        QTest::keyClick(slider, Qt::Key_End);
        QCOMPARE(m_field->answer().number, std::optional<double>(4));
    }

    void choice_isClicked() {
        LessonQuestion asked = question(LessonQuestion::Kind::Choice, {"one", "two", "three", "four"});
        for (std::size_t i = 0; i < 4; ++i) asked.options[i].query = TraceQuery::parse(i >= 2 ? "1 < 2" : "1 > 2");
        show(asked);
        const QList<QRadioButton*> buttons = m_field->findChildren<QRadioButton*>();
        QCOMPARE(buttons.size(), 4);
        QTest::mouseClick(buttons[1], Qt::LeftButton, {}, QPoint(10, buttons[1]->height() / 2));
        QVERIFY(m_field->isAnswered());
        QCOMPARE(m_field->answer().choice, std::optional<std::size_t>(1));
        LessonAnswer right;
        right.choice = 2;
        m_field->showTruth(m_field->answer(), right, {});
        QStringList words;
        for (const QLabel* const label : m_field->findChildren<QLabel*>()) words << label->text();
        // More than one was right.
        QVERIFY2(words.filter(QStringLiteral("\u2713")).value(0).contains(QStringLiteral("three")), qPrintable(words.join(u'|')));
        QVERIFY2(words.filter(QStringLiteral("\u2713")).value(1).contains(QStringLiteral("four")), qPrintable(words.join(u'|')));
        QVERIFY2(words.filter(QStringLiteral("\u2717")).value(0).contains(QStringLiteral("two  (you)")), qPrintable(words.join(u'|')));
    }

    void order_isChangedWithAltAndArrows() {
        show(question(LessonQuestion::Kind::Order, {"one", "two", "three"}));
        auto* const list = m_field->findChild<QListWidget*>();
        QCOMPARE(m_field->answer().order, (std::vector<std::size_t>{0, 1, 2}));
        list->setCurrentRow(2);
        QTest::keyClick(list, Qt::Key_Up, Qt::AltModifier);
        QTest::keyClick(list, Qt::Key_Up, Qt::AltModifier);
        QTest::keyClick(list, Qt::Key_Up, Qt::AltModifier);  // it is the first already
        QVERIFY(m_field->isAnswered());  // as it was before: the order that is offered may be what one expects
        QCOMPARE(m_field->answer().order, (std::vector<std::size_t>{2, 0, 1}));
        QCOMPARE(list->item(0)->text(), QStringLiteral("1.  three"));
    }

    void entriesThatCameOutEqual_areRightEitherWay() {
        LessonQuestion asked = question(LessonQuestion::Kind::Order, {"one", "two", "three"});
        const char* const values[] = {"1", "3.1", "3"};
        for (std::size_t i = 0; i < 3; ++i) asked.options[i].query = TraceQuery::parse(values[i]);
        const auto marks = [&](std::vector<std::size_t> order) {
            show(asked);
            LessonAnswer prediction, truth;
            prediction.order = std::move(order);
            truth.order = {0, 2, 1};
            m_field->showTruth(prediction, truth, {});
            QString seen;
            for (const QLabel* const label : m_field->findChildren<QLabel*>())
                if (label->text().contains(u'.') && u"\u2713\u2717"_qs.contains(label->text().at(0))) seen += label->text().at(0);
            return seen;
        };
        QCOMPARE(marks({0, 1, 2}), QStringLiteral("\u2713\u2713\u2713"));
        QCOMPARE(marks({1, 0, 2}), QStringLiteral("\u2717\u2713\u2717"));
    }

    void curve_isDraggedBarByBar_andNeverBeyondItsScale() {
        show(question(LessonQuestion::Kind::Curve, {"1", "2"}));
        auto* const bars = m_field->findChild<BarField*>();
        QTest::mousePress(bars, Qt::LeftButton, {}, bars->placeOf(1, 1));
        QTest::mouseMove(bars, bars->placeOf(1, 3));
        QMouseEvent move(QEvent::MouseMove, bars->placeOf(1, 3), bars->mapToGlobal(bars->placeOf(1, 3)), Qt::NoButton, Qt::LeftButton, {});
        QCoreApplication::sendEvent(bars, &move);
        QTest::mouseRelease(bars, Qt::LeftButton, {}, bars->placeOf(1, 3));
        QVERIFY(m_field->isAnswered());
        const LessonAnswer answer = m_field->answer();
        QCOMPARE(answer.curve.size(), std::size_t{2});
        QVERIFY2(std::abs(answer.curve[1] - 3) < 0.1, qPrintable(QString::number(answer.curve[1])));
        QCOMPARE(answer.curve[0], 1.0);  // as it was offered
        QTest::mouseClick(bars, Qt::LeftButton, {}, QPoint(bars->width() - 1, bars->placeOf(0, 0).y()));
        QCOMPARE(m_field->answer().curve[0], 4.0);
        QTest::keyClick(bars, Qt::Key_Left);
        QVERIFY(m_field->answer().curve[0] < 4.0);
        QTest::keyClick(bars, Qt::Key_Down);
        QTest::keyClick(bars, Qt::Key_Right);
        QVERIFY(m_field->answer().curve[1] > answer.curve[1]);
    }

    void span_isDraggedOverTheTime() {
        show(question(LessonQuestion::Kind::Span));
        auto* const picture = m_field->findChild<RunPicture*>();
        const int y = picture->height() / 2;
        const int middle = picture->width() / 2;
        QTest::mousePress(picture, Qt::LeftButton, {}, QPoint(middle, y));
        QMouseEvent move(QEvent::MouseMove, QPointF(picture->width() - 1, y), picture->mapToGlobal(QPointF(picture->width() - 1, y)), Qt::NoButton, Qt::LeftButton, {});
        QCoreApplication::sendEvent(picture, &move);
        QTest::mouseRelease(picture, Qt::LeftButton, {}, QPoint(picture->width() - 1, y));
        QVERIFY(m_field->isAnswered());
        QVERIFY2(std::abs(*m_field->answer().from - 2) < 0.1, qPrintable(QString::number(*m_field->answer().from)));
        QCOMPARE(m_field->answer().to, std::optional<double>(4));
        QTest::keyClick(picture, Qt::Key_Left);
        QVERIFY(*m_field->answer().to < 4);
        LessonAnswer truth;
        truth.from = 1;
        truth.to = 2;
        m_field->showTruth(m_field->answer(), truth, {.sketch = {2.0, {"RRRR....", "....RRRR"}}});
        QVERIFY(!picture->picked());
        QTest::mouseClick(picture, Qt::LeftButton, {}, QPoint(middle, y));
        QVERIFY(!picture->picked());  // what was predicted is settled
    }

    void span_getsAWidthByAClick_andIsMovedByTheNext() {
        show(question(LessonQuestion::Kind::Span));
        auto* const picture = m_field->findChild<RunPicture*>();
        const int y = picture->height() / 2;
        QTest::mouseClick(picture, Qt::LeftButton, {}, QPoint(picture->width() / 2, y));
        QVERIFY(m_field->isAnswered());
        QVERIFY2(std::abs(*m_field->answer().from - 1.6) < 0.1 && std::abs(*m_field->answer().to - 2.4) < 0.1, qPrintable(QString::number(*m_field->answer().from)));
        QTest::mouseClick(picture, Qt::LeftButton, {}, QPoint(picture->width() - 1, y));
        QCOMPARE(m_field->answer().to, std::optional<double>(4));
        QVERIFY(std::abs(*m_field->answer().from - 3.2) < 0.01);
    }

    void span_isNeverWithoutALength() {
        show(question(LessonQuestion::Kind::Span));
        auto* const picture = m_field->findChild<RunPicture*>();
        QTest::mouseClick(picture, Qt::LeftButton, {}, QPoint(picture->width() / 2, picture->height() / 2));
        for (int i = 0; i < 60; ++i) QTest::keyClick(picture, Qt::Key_Left, Qt::ShiftModifier);
        QVERIFY(*m_field->answer().to > *m_field->answer().from);
        for (int i = 0; i < 60; ++i) QTest::keyClick(picture, Qt::Key_Right);  // to the end and no farther
        QCOMPARE(m_field->answer().to, std::optional<double>(4));
        QVERIFY(*m_field->answer().to > *m_field->answer().from);
    }

private:
    void show(const LessonQuestion& question) {
        m_field.reset(AnswerField::make(question, nullptr));
        m_field->resize(360, 240);
        m_field->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_field.get()));
    }
    std::unique_ptr<AnswerField> m_field;
};

QTEST_MAIN(AnswerFieldTest)
#include "tst_answer_field.moc"
