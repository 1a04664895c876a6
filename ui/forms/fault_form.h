// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QWidget>

#include <poolscope/fault_check.h>

class QLineEdit;

namespace poolscope::ui {

class CountField;
class ExplainedChoice;
class FieldGrid;
class MeasureField;
class ProblemLabel;

/// One fault to edit. Shows only the fields that mean something to what is chosen. A text that is no value is said to be
/// none beside its field, and the fault keeps the value that it had.
class FaultForm : public QWidget {
    Q_OBJECT

public:
    explicit FaultForm(QWidget* parent = nullptr);

    [[nodiscard]] const Fault& value() const { return m_fault; }
    void setValue(const Fault& fault);
    /// True while every field that is shown can be read.
    [[nodiscard]] bool isValid() const { return m_valid; }

signals:
    /// A person changed the fault, or whether it can be read.
    void changed();

private:
    struct Part {
        QWidget* label;
        QWidget* field;
        ProblemLabel* problem;
    };
    [[nodiscard]] bool has(FaultField field) const { return has_field(m_fault.action, m_fault.at, field); }
    void forgetMeaningless();
    void readWhom();
    Part add(const QString& name, QWidget* field, QWidget* described, const QString& tip);
    static void setShown(const Part& part, bool isShown);
    void layOut();
    void fillPoints();
    void fillWhom();
    void showFields();
    void showFault();
    void read();
    void readAmounts();
    std::optional<qint64> readCount(const Part& part, const CountField& field, qint64 least, qint64 most);

    FieldGrid* m_grid;
    ExplainedChoice* m_action;
    ExplainedChoice* m_point;
    ExplainedChoice* m_whom;
    CountField* m_whomNumber;
    CountField* m_nth;
    CountField* m_times;
    QLineEdit* m_probability;
    MeasureField* m_duration;
    CountField* m_exitCode;
    ExplainedChoice* m_errorNumber;
    MeasureField* m_bytes;
    QLineEdit* m_message;
    Part m_actionPart, m_pointPart, m_whomPart, m_nthPart, m_timesPart, m_probabilityPart, m_durationPart, m_exitCodePart,
        m_errorNumberPart, m_bytesPart, m_messagePart;
    Fault m_fault;
    bool m_valid = true;
    bool m_setting = false;
};

}  // namespace poolscope::ui
