// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/retranslation.h"

#include <algorithm>
#include <limits>

#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QCoreApplication>
#include <QDockWidget>
#include <QHeaderView>
#include <QLineEdit>
#include <QMetaProperty>
#include <QPlainTextEdit>
#include <QTabBar>
#include <QTextEdit>
#include <QWidget>

namespace poolscope::ui {

namespace {

/// Properties that hold words for people. "text" is the user's own in an editor.
constexpr const char* kWords[] = {"text",        "title",           "windowTitle",    "toolTip",
                                  "statusTip",   "whatsThis",       "placeholderText", "accessibleName",
                                  "accessibleDescription", "specialValueText", "emptyText"};

/// How near a source is to an object: 0 when its context is the object's own class, more for those that it stands in.
int distance(const SpokenWords::Source& source, const QObject* object) {
    int steps = 0;
    for (const QObject* each = object; each; each = each->parent(), ++steps)
        for (const QMetaObject* meta = each->metaObject(); meta; meta = meta->superClass())
            if (source.context == meta->className()) return steps;
    return std::numeric_limits<int>::max();
}

/// Of several sources that read alike, the nearest; the first of those that are equally far.
const SpokenWords::Source& nearest(const QList<SpokenWords::Source>& sources, const QObject* object) {
    return *std::min_element(sources.begin(), sources.end(), [object](const auto& one, const auto& other) {
        return distance(one, object) < distance(other, object);
    });
}

QString translated(const SpokenWords::Source& source) {
    return QCoreApplication::translate(source.context, source.text,
                                       source.disambiguation.isEmpty() ? nullptr : source.disambiguation.constData(),
                                       source.count);
}

/// A text of a template with its arguments; null when it is of none.
QString saidAgainWithArguments(const QString& text, const SpokenWords::Spoken& before, const QObject* of) {
    static const QRegularExpression place(QStringLiteral("%L?[1-9n]"));
    for (const SpokenWords::Template& each : before.templates) {
        const QRegularExpressionMatch match = each.pattern.match(text);
        if (!match.hasMatch()) continue;
        const QString wording = QCoreApplication::translate(each.source.context, each.source.text);
        QString again;
        qsizetype from = 0;
        for (auto places = place.globalMatch(wording); places.hasNext();) {
            const QRegularExpressionMatch here = places.next();
            const qsizetype index = each.places.indexOf(here.captured());
            again += wording.mid(from, here.capturedStart() - from);
            if (index >= 0) again += saidAgain(match.captured(static_cast<int>(index) + 1), before, of);
            from = here.capturedEnd();
        }
        return again + wording.mid(from);
    }
    return {};
}

struct Change {
    QObject* object;
    QMetaProperty property;
    QString text;
};

void addChanges(QObject& object, const SpokenWords::Spoken& before, QList<Change>& changes) {
    const bool isEditor = qobject_cast<QLineEdit*>(&object) || qobject_cast<QTextEdit*>(&object) ||
                          qobject_cast<QPlainTextEdit*>(&object);
    for (const char* const name : kWords) {
        if (isEditor && qstrcmp(name, "text") == 0) continue;
        const int index = object.metaObject()->indexOfProperty(name);
        if (index < 0) continue;
        const QMetaProperty property = object.metaObject()->property(index);
        if (!property.isWritable() || property.metaType() != QMetaType::fromType<QString>()) continue;
        const QString old = property.read(&object).toString();
        const QString again = old.isEmpty() ? old : saidAgain(old, before, &object);
        if (again != old) changes.append({&object, property, again});
    }
}

/// What else an item says: its tool tip, its explanation, what is read out. Its key, under Qt::UserRole, is no text.
void retranslateNotes(QComboBox& combo, int item, const SpokenWords::Spoken& before) {
    const QModelIndex index = combo.model()->index(item, combo.modelColumn(), combo.rootModelIndex());
    const QMap<int, QVariant> said = combo.model()->itemData(index);
    for (auto each = said.cbegin(); each != said.cend(); ++each) {
        if (each.key() == Qt::DisplayRole || each.key() == Qt::EditRole || each.key() == Qt::UserRole) continue;
        if (each->metaType() != QMetaType::fromType<QString>()) continue;
        const QString text = each->toString();
        const QString again = text.isEmpty() ? text : saidAgain(text, before, &combo);
        if (again != text) combo.setItemData(item, again, each.key());
    }
}

void retranslateItems(QObject& object, const SpokenWords::Spoken& before) {
    if (auto* const tabs = qobject_cast<QTabBar*>(&object)) {
        for (int i = 0; i < tabs->count(); ++i) {
            tabs->setTabText(i, saidAgain(tabs->tabText(i), before, tabs));
            tabs->setTabToolTip(i, saidAgain(tabs->tabToolTip(i), before, tabs));
        }
    }
    if (auto* const combo = qobject_cast<QComboBox*>(&object)) {
        const QSignalBlocker quiet(combo);
        for (int i = 0; i < combo->count(); ++i) {
            const QString text = combo->itemText(i);
            const QString again = saidAgain(text, before, combo);
            if (again != text) combo->setItemText(i, again);
            retranslateNotes(*combo, i, before);
        }
    }
    // Cells are asked of their models anew; a combo box's list is its items, which were said again already.
    auto* const view = qobject_cast<QAbstractItemView*>(&object);
    if (!view || !view->model() || view->inherits("QComboBoxListView") || qobject_cast<QHeaderView*>(view)) return;
    for (int i = 0; i < view->model()->columnCount(); ++i) {
        for (const int role : {Qt::DisplayRole, Qt::ToolTipRole}) {
            const QString old = view->model()->headerData(i, Qt::Horizontal, role).toString();
            const QString again = saidAgain(old, before, view->model());
            if (again != old) view->model()->setHeaderData(i, Qt::Horizontal, again, role);
        }
    }
    view->viewport()->update();
}

/// In the order in which Qt passes texts on: a dock's title becomes its action's text, an action's text its buttons'.
int rank(const QObject* object) {
    if (qobject_cast<const QDockWidget*>(object)) return 0;
    return qobject_cast<const QAction*>(object) ? 1 : 2;
}

}  // namespace

QString saidAgain(const QString& text, const SpokenWords::Spoken& before, const QObject* of) {
    const QList<SpokenWords::Source> plain = before.plain.value(text);
    const QList<SpokenWords::Source> names = before.names.value(text);
    if (plain.isEmpty() && names.isEmpty()) {
        const QString again = saidAgainWithArguments(text, before, of);
        return again.isNull() ? text : again;
    }
    const bool isName = plain.isEmpty() || (!names.isEmpty() && distance(nearest(names, of), of) < distance(nearest(plain, of), of));
    return isName ? translated(nearest(names, of)).remove(u'&') : translated(nearest(plain, of));
}

void retranslateWidgets(const SpokenWords::Spoken& before) {
    QObjectList all;
    const QWidgetList windows = QApplication::topLevelWidgets();
    for (QWidget* const window : windows)
        if (!window->parent()) all << window << window->findChildren<QObject*>();
    QList<Change> changes;
    for (QObject* const object : std::as_const(all))
        if (object->isWidgetType() || qobject_cast<QAction*>(object)) addChanges(*object, before, changes);
    std::stable_sort(changes.begin(), changes.end(), [](const Change& a, const Change& b) { return rank(a.object) < rank(b.object); });
    for (const Change& change : std::as_const(changes)) change.property.write(change.object, change.text);
    for (QObject* const object : std::as_const(all)) retranslateItems(*object, before);
}

}  // namespace poolscope::ui
