// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QDBusArgument>
#include <QDBusConnection>
#include <QMetaType>
#include <QProcess>
#include <QTemporaryDir>
#include <QVariant>

/// Where an accessible object is: the bus name of its program and its path.
struct AccessibleRef {
    QString service;
    QString path;

    [[nodiscard]] bool isNull() const { return path.isEmpty() || path == QLatin1String("/org/a11y/atspi/null"); }
};
Q_DECLARE_METATYPE(AccessibleRef)
QDBusArgument& operator<<(QDBusArgument& out, const AccessibleRef& ref);
const QDBusArgument& operator>>(const QDBusArgument& in, AccessibleRef& ref);

/// What a screen reader learns of one object.
struct Accessible {
    AccessibleRef ref;
    QString name, description, role;
    quint64 states = 0;
    int children = 0;

    /// Numbers of AtspiStateType.
    enum State { Enabled = 8, Focusable = 11, Focused = 12, Showing = 25, Checked = 4 };
    [[nodiscard]] bool is(State state) const { return states & (quint64{1} << state); }
};

/// A screen reader's view of the program: a display, a session bus and the accessibility bus of its own, and plain calls of
/// the AT-SPI protocol (org.a11y.atspi).
class AccessibleClient {
public:
    ~AccessibleClient();

    /// Starts display and buses. Empty: ready; else what is not there.
    [[nodiscard]] QString start();
    /// Starts the program on them.
    [[nodiscard]] bool startProgram(const QStringList& arguments);
    [[nodiscard]] QProcess& program() { return m_program; }
    [[nodiscard]] QString folder() const { return m_folder.path(); }

    /// The first call that was never answered, since the program was gone; empty: all were.
    [[nodiscard]] QString unanswered() const { return m_unanswered; }

    /// The program's root object; null while it is not there.
    [[nodiscard]] AccessibleRef application();
    /// The same when it has come; null when the program ended before, or it took longer than patienceMs milliseconds.
    [[nodiscard]] AccessibleRef waitForApplication(int patienceMs);
    /// Nothing that is asked makes this fail: an object that is gone has no role.
    [[nodiscard]] Accessible ask(const AccessibleRef& ref);
    [[nodiscard]] AccessibleRef childAt(const AccessibleRef& ref, int index);
    /// Of another interface of the object ("Table", "Action"); the answer's first value, invalid when it was an error.
    QVariant call(const AccessibleRef& ref, const char* interface, const char* method, const QVariantList& arguments = {});
    QVariant property(const AccessibleRef& ref, const char* interface, const char* name);
    /// Lets `slot` (which takes a QDBusMessage) of the receiver hear each "StateChanged" of any object, by its path.
    [[nodiscard]] bool hearStates(QObject* receiver, const char* slot);
    /// The first object of this role (any, when empty) and name that is shown; cells of tables are left out. Null: none.
    [[nodiscard]] AccessibleRef find(const AccessibleRef& from, const QString& role, const QString& name);
    /// Goes through the tree from here, parents first; of an object with very many children only some are visited.
    void walk(const AccessibleRef& from, const std::function<void(const Accessible&)>& visit);

private:
    QTemporaryDir m_folder;
    QProcess m_display, m_bus, m_program;
    QString m_screen, m_address, m_unanswered;
};
