// SPDX-License-Identifier: GPL-3.0-or-later
// The answers that are chosen from a list, or put in order.
#include <algorithm>
#include <utility>

#include <QButtonGroup>
#include <QKeyEvent>
#include <QListWidget>
#include <QRadioButton>
#include <QVBoxLayout>

#include "format/appearance.h"
#include "lessons/answer_field.h"
#include "views/ink_label.h"

namespace poolscope::ui {

namespace {
constexpr int kIndexRole = Qt::UserRole;
constexpr int kRowHeight = 28;
}  // namespace

ChoiceAnswer::ChoiceAnswer(const LessonQuestion& question, QWidget* parent) : AnswerField(question, parent), m_choices(new QButtonGroup(this)) {
    for (std::size_t i = 0; i < question.options.size(); ++i) {
        auto* const button = new QRadioButton(QString::fromStdString(question.options[i].text).replace(u'&', QLatin1String("&&")), this);
        button->setMinimumHeight(kRowHeight);
        m_choices->addButton(button, static_cast<int>(i));
        column().addWidget(button);
        if (i == 0) setFocusProxy(button);
    }
    connect(m_choices, &QButtonGroup::idToggled, this, [this](int /*id*/, bool isOn) {
        if (isOn) markAnswered();
    });
}

LessonAnswer ChoiceAnswer::answer() const {
    LessonAnswer answer;
    if (m_choices->checkedId() >= 0) answer.choice = static_cast<std::size_t>(m_choices->checkedId());
    return answer;
}

void ChoiceAnswer::showTruth(const LessonAnswer& prediction, const LessonAnswer& truth, const LessonOutcome& outcome) {
    for (QAbstractButton* const button : m_choices->buttons()) {
        const auto index = static_cast<std::size_t>(m_choices->id(button));
        // More than one may be right.
        const bool isRight = score(question(), {.choice = index}, truth, outcome.here, outcome.variants) > 0;
        const bool isYours = prediction.choice == index;
        QString text = (isRight ? QStringLiteral("\u2713  ") : isYours ? QStringLiteral("\u2717  ") : QStringLiteral("     ")) +
                       QString::fromStdString(question().options[index].text);
        if (isYours) text = tr("%1  (you)").arg(text);
        auto* const label = isRight ? new InkLabel(Ink::Good, this) : isYours ? new InkLabel(Ink::Bad, this) : new InkLabel(this);
        label->setText(text);
        label->setWordWrap(true);
        column().insertWidget(column().indexOf(button), label);
        button->hide();
    }
}

OrderAnswer::OrderAnswer(const LessonQuestion& question, QWidget* parent) : AnswerField(question, parent), m_list(new QListWidget(this)) {
    for (std::size_t i = 0; i < question.options.size(); ++i) {
        auto* const item = new QListWidgetItem(m_list);
        item->setData(kIndexRole, static_cast<int>(i));
        item->setSizeHint(QSize(0, kRowHeight));
    }
    m_list->setDragDropMode(QAbstractItemView::InternalMove);
    m_list->setDefaultDropAction(Qt::MoveAction);
    m_list->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFixedHeight(kRowHeight * m_list->count() + 2 * m_list->frameWidth() + 2);
    m_list->setCurrentRow(0);
    m_list->setAccessibleName(tr("your order; Alt+Up and Alt+Down move an entry"));
    m_list->setToolTip(tr("Drag the entries, or move them with Alt+Up and Alt+Down"));
    m_list->installEventFilter(this);
    column().addWidget(m_list);
    auto* const hint = new InkLabel(Ink::Muted, this);
    hint->setText(tr("Drag, or Alt+Up and Alt+Down."));
    column().addWidget(hint);
    number();
    setFocusProxy(m_list);
    markAnswered();  // the order that is offered is an answer too
    connect(m_list->model(), &QAbstractItemModel::rowsMoved, this, [this] {
        number();
        markAnswered();
    });
    connect(m_list->model(), &QAbstractItemModel::rowsRemoved, this, [this] {  // how a drop inside of a list ends
        number();
        markAnswered();
    });
}

void OrderAnswer::number() {
    for (int row = 0; row < m_list->count(); ++row) {
        const auto index = static_cast<std::size_t>(m_list->item(row)->data(kIndexRole).toInt());
        m_list->item(row)->setText(tr("%1.  %2").arg(row + 1).arg(QString::fromStdString(question().options[index].text)));
    }
}

bool OrderAnswer::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::KeyPress) {
        const auto* const key = static_cast<QKeyEvent*>(event);
        if ((key->modifiers() & Qt::AltModifier) != 0 && (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down)) {
            move(key->key() == Qt::Key_Up ? -1 : 1);
            return true;
        }
    }
    return AnswerField::eventFilter(watched, event);
}

void OrderAnswer::move(int way) {
    const int row = m_list->currentRow();
    const int target = row + way;
    if (row < 0 || target < 0 || target >= m_list->count()) return;
    m_list->insertItem(target, m_list->takeItem(row));
    m_list->setCurrentRow(target);
    number();
    markAnswered();
}

LessonAnswer OrderAnswer::answer() const {
    LessonAnswer answer;
    for (int row = 0; row < m_list->count(); ++row)
        answer.order.push_back(static_cast<std::size_t>(m_list->item(row)->data(kIndexRole).toInt()));
    return answer;
}

bool OrderAnswer::isInPlace(std::size_t index, const LessonAnswer& prediction, const LessonAnswer& truth, const LessonOutcome& outcome) const {
    const auto placeOf = [&prediction](std::size_t entry) { return std::find(prediction.order.begin(), prediction.order.end(), entry); };
    return std::all_of(truth.order.begin(), truth.order.end(), [&](std::size_t other) {
        if (other == index) return true;
        LessonQuestion pair = question();
        pair.options = {question().options[index], question().options[other]};
        if (placeOf(other) < placeOf(index)) std::swap(pair.options[0], pair.options[1]);
        return score(pair, {.order = {0, 1}}, truth, outcome.here, outcome.variants) > 0;
    });
}

void OrderAnswer::showTruth(const LessonAnswer& prediction, const LessonAnswer& truth, const LessonOutcome& outcome) {
    while (QLayoutItem* const item = column().takeAt(0)) {
        if (item->widget() != nullptr) item->widget()->hide();
        delete item;
    }
    for (std::size_t row = 0; row < truth.order.size(); ++row) {
        const std::size_t index = truth.order[row];
        const auto yours = std::find(prediction.order.begin(), prediction.order.end(), index) - prediction.order.begin();
        const bool isRight = isInPlace(index, prediction, truth, outcome);
        auto* const label = new InkLabel(isRight ? Ink::Good : Ink::Bad, this);
        const QString text = QString::fromStdString(question().options[index].text);
        label->setText(isRight ? tr("\u2713  %1. %2").arg(row + 1).arg(text) : tr("\u2717  %1. %2  (you: %3)").arg(row + 1).arg(text).arg(yours + 1));
        column().addWidget(label);
    }
}

}  // namespace poolscope::ui
