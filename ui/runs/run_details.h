// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <poolscope/run_store.h>

class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace poolscope::ui {

class InkLabel;

/// Beside the list: what the selected run was made on, and what its user says of it. What is typed is kept when the field is left.
class RunDetails : public QWidget {
    Q_OBJECT

public:
    explicit RunDetails(QWidget* parent = nullptr);

    /// Null: none, or several. What is being typed stays when the same run comes again.
    void show(const StoredRun* run, int selected);
    void focusNote();
    [[nodiscard]] QPlainTextEdit& note() { return *m_note; }
    [[nodiscard]] QLineEdit& tags() { return *m_tags; }

signals:
    void noteWanted(const QString& folder, const QString& note, const QStringList& tags);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void keep();
    [[nodiscard]] QStringList typedTags() const;

    QString m_folder;
    QString m_keptNote;
    QStringList m_keptTags;
    InkLabel* m_title;
    QLabel* m_facts;
    QPlainTextEdit* m_note;
    QLineEdit* m_tags;
    InkLabel* m_environment;
};

}  // namespace poolscope::ui
