// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QBoxLayout;
class QToolButton;

namespace poolscope::ui {

class NoteLabel;

/// A part of a form that can be folded away, with a line that says what is in it while it is.
class Fold : public QWidget {
    Q_OBJECT

public:
    /// `title` is the heading, which is pressed to open and close; the content becomes a child. Closed at first.
    Fold(const QString& title, QWidget* content, QWidget* parent = nullptr);

    [[nodiscard]] bool isOpen() const;
    void setOpen(bool isOpen);
    /// What is said beside the title, or below it where there is no room, while it is closed: "2 set".
    void setSummary(const QString& summary);
    [[nodiscard]] QString summary() const;

signals:
    void toggled(bool isOpen);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void arrange();

    QToolButton* m_title;
    NoteLabel* m_summary;
    QBoxLayout* m_top;
    QWidget* m_content;
    QString m_words;
};

}  // namespace poolscope::ui
