// SPDX-License-Identifier: GPL-3.0-or-later
#include "accessible_client.h"

#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusReply>
#include <QDBusVariant>
#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QTest>

namespace {

const QString kSession = QStringLiteral("session under test");
const QString kReader = QStringLiteral("accessibility under test");
const QString kAtspi = QStringLiteral("org.a11y.atspi.");
constexpr int kPatienceMs = 20'000;
constexpr int kMostChildren = 30;

void end(QProcess& process) {
    if (process.state() == QProcess::NotRunning) return;
    process.terminate();
    if (!process.waitForFinished(3000)) process.kill();
    process.waitForFinished(3000);
}

}  // namespace

QDBusArgument& operator<<(QDBusArgument& out, const AccessibleRef& ref) {
    out.beginStructure();
    out << ref.service << QDBusObjectPath(ref.path);
    out.endStructure();
    return out;
}

const QDBusArgument& operator>>(const QDBusArgument& in, AccessibleRef& ref) {
    QDBusObjectPath path;
    in.beginStructure();
    in >> ref.service >> path;
    in.endStructure();
    ref.path = path.path();
    return in;
}

AccessibleClient::~AccessibleClient() {
    end(m_program);
    QDBusConnection::disconnectFromBus(kReader);
    QDBusConnection::disconnectFromBus(kSession);
    end(m_bus);
    end(m_display);
}

QString AccessibleClient::start() {
    qDBusRegisterMetaType<AccessibleRef>();
    qDBusRegisterMetaType<QList<AccessibleRef>>();
    for (const char* const tool : {"Xvfb", "dbus-daemon"})
        if (QStandardPaths::findExecutable(QLatin1String(tool)).isEmpty()) return QStringLiteral("there is no %1 here").arg(QLatin1String(tool));
    // The display finds a free number by itself, and says it on its standard output. It stays as it is when the last client leaves it:
    // otherwise it begins anew then, and drops whoever has just come.
    m_display.start(QStringLiteral("Xvfb"), {"-displayfd", "1", "-screen", "0", "1400x900x24", "-nolisten", "tcp", "-noreset"});
    if (!m_display.waitForReadyRead(kPatienceMs)) return QStringLiteral("Xvfb shows no display: ") + m_display.readAllStandardError();
    m_screen = QStringLiteral(":") + QString::fromLatin1(m_display.readAllStandardOutput()).trimmed();

    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const QString runtime = m_folder.filePath(QStringLiteral("r"));
    if (!QDir().mkpath(runtime) || !QFile::setPermissions(runtime, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner)) return QStringLiteral("no folder");
    environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), runtime);
    environment.insert(QStringLiteral("DISPLAY"), m_screen);
    environment.remove(QStringLiteral("QT_QPA_PLATFORM"));
    environment.remove(QStringLiteral("WAYLAND_DISPLAY"));
    m_bus.setProcessEnvironment(environment);
    m_bus.start(QStringLiteral("dbus-daemon"), {"--session", "--nofork", "--print-address"});
    if (!m_bus.waitForReadyRead(kPatienceMs)) return QStringLiteral("there is no session bus: ") + m_bus.readAllStandardError();
    m_address = QString::fromUtf8(m_bus.readAllStandardOutput()).trimmed();
    environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), m_address);
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
    environment.insert(QStringLiteral("QT_LINUX_ACCESSIBILITY_ALWAYS_ON"), QStringLiteral("1"));
    m_program.setProcessEnvironment(environment);

    QDBusConnection session = QDBusConnection::connectToBus(m_address, kSession);
    const QDBusMessage answer = session.call(QDBusMessage::createMethodCall("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress"), QDBus::Block, kPatienceMs);
    if (answer.type() != QDBusMessage::ReplyMessage) return QStringLiteral("there is no accessibility bus (at-spi2-core): ") + answer.errorMessage();
    QDBusMessage enable = QDBusMessage::createMethodCall("org.a11y.Bus", "/org/a11y/bus", "org.freedesktop.DBus.Properties", "Set");
    enable << QStringLiteral("org.a11y.Status") << QStringLiteral("IsEnabled") << QVariant::fromValue(QDBusVariant(true));
    session.call(enable, QDBus::Block, kPatienceMs);
    const QDBusConnection reader = QDBusConnection::connectToBus(answer.arguments().constFirst().toString(), kReader);
    return reader.isConnected() ? QString() : QStringLiteral("the accessibility bus takes no connection");
}

bool AccessibleClient::startProgram(const QStringList& arguments) {
    m_unanswered.clear();
    m_program.setProcessChannelMode(QProcess::MergedChannels);
    m_program.start(qEnvironmentVariable("POOLSCOPE_BIN") + QStringLiteral("/poolscope"), arguments);
    return m_program.waitForStarted();
}

QVariant AccessibleClient::call(const AccessibleRef& ref, const char* interface, const char* method, const QVariantList& arguments) {
    QDBusMessage message = QDBusMessage::createMethodCall(ref.service, ref.path, kAtspi + QLatin1String(interface), QLatin1String(method));
    message.setArguments(arguments);
    const QDBusMessage answer = QDBusConnection(kReader).call(message, QDBus::Block, kPatienceMs);
    const bool isLost = answer.errorName() == QLatin1String("org.freedesktop.DBus.Error.NoReply") ||
                        answer.errorName() == QLatin1String("org.freedesktop.DBus.Error.Disconnected");
    if (isLost && m_unanswered.isEmpty()) {
        m_unanswered = QStringLiteral("%1.%2(").arg(QLatin1String(interface), QLatin1String(method));
        for (const QVariant& argument : arguments) m_unanswered += argument.toString() + u' ';
        m_unanswered += QStringLiteral(") of ") + ref.path;
    }
    return answer.type() == QDBusMessage::ReplyMessage && !answer.arguments().isEmpty() ? answer.arguments().constFirst() : QVariant();
}

QVariant AccessibleClient::property(const AccessibleRef& ref, const char* interface, const char* name) {
    QDBusMessage message = QDBusMessage::createMethodCall(ref.service, ref.path, "org.freedesktop.DBus.Properties", "Get");
    message << kAtspi + QLatin1String(interface) << QLatin1String(name);
    const QDBusReply<QVariant> answer = QDBusConnection(kReader).call(message, QDBus::Block, kPatienceMs);
    return answer.isValid() ? answer.value() : QVariant();
}

AccessibleRef AccessibleClient::waitForApplication(int patienceMs) {
    AccessibleRef found;
    static_cast<void>(QTest::qWaitFor([&] {
        found = application();
        return !found.isNull() || m_program.state() == QProcess::NotRunning;
    }, patienceMs));
    return found;
}

AccessibleRef AccessibleClient::application() {
    const AccessibleRef registry{QStringLiteral("org.a11y.atspi.Registry"), QStringLiteral("/org/a11y/atspi/accessible/root")};
    const auto programs = qdbus_cast<QList<AccessibleRef>>(call(registry, "Accessible", "GetChildren"));
    for (const AccessibleRef& program : programs)
        if (property(program, "Accessible", "Name").toString().compare(QLatin1String("poolscope"), Qt::CaseInsensitive) == 0) return program;
    return {};
}

Accessible AccessibleClient::ask(const AccessibleRef& ref) {
    Accessible object;
    object.ref = ref;
    object.role = call(ref, "Accessible", "GetRoleName").toString();
    object.name = property(ref, "Accessible", "Name").toString();
    object.description = property(ref, "Accessible", "Description").toString();
    object.children = property(ref, "Accessible", "ChildCount").toInt();
    const auto words = qdbus_cast<QList<uint>>(call(ref, "Accessible", "GetState"));
    if (words.size() == 2) object.states = words[0] | (quint64{words[1]} << 32);
    return object;
}

AccessibleRef AccessibleClient::childAt(const AccessibleRef& ref, int index) {
    return qdbus_cast<AccessibleRef>(call(ref, "Accessible", "GetChildAtIndex", {index}));
}

bool AccessibleClient::hearStates(QObject* receiver, const char* slot) {
    // Programs send only what somebody has told the registry of.
    const AccessibleRef registry{QStringLiteral("org.a11y.atspi.Registry"), QStringLiteral("/org/a11y/atspi/registry")};
    call(registry, "Registry", "RegisterEvent", {QStringLiteral("object:"), QStringList(), QString()});
    return QDBusConnection(kReader).connect({}, {}, kAtspi + QStringLiteral("Event.Object"), QStringLiteral("StateChanged"), receiver, slot);
}

AccessibleRef AccessibleClient::find(const AccessibleRef& from, const QString& role, const QString& name) {
    if (property(from, "Accessible", "Name").toString() == name) {
        const Accessible object = ask(from);
        if ((role.isEmpty() || object.role == role) && object.is(Accessible::Showing)) return from;
    }
    const int children = property(from, "Accessible", "ChildCount").toInt();
    if (children > kMostChildren) return {};
    for (int i = 0; i < children; ++i) {
        const AccessibleRef child = childAt(from, i);
        const AccessibleRef found = child.isNull() ? AccessibleRef() : find(child, role, name);
        if (!found.isNull()) return found;
    }
    return {};
}

void AccessibleClient::walk(const AccessibleRef& from, const std::function<void(const Accessible&)>& visit) {
    const Accessible object = ask(from);
    visit(object);
    for (int i = 0; i < object.children; ++i) {
        // The first, and the last ones.
        if (object.children > kMostChildren && i == kMostChildren / 2) i = object.children - kMostChildren / 2;
        const AccessibleRef child = childAt(from, i);
        if (!child.isNull()) walk(child, visit);
    }
}
