// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/desktop_appearance.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVariant>

namespace poolscope::ui {

namespace {
const QString kService = QStringLiteral("org.freedesktop.portal.Desktop");
const QString kPath = QStringLiteral("/org/freedesktop/portal/desktop");
const QString kInterface = QStringLiteral("org.freedesktop.portal.Settings");
constexpr int kPatienceMs = 250;
}  // namespace

std::optional<Appearance> appearanceFromPortal(QVariant value) {
    // Read() answers a variant in a variant (a known fault of the portal, kept for old clients), ReadOne() a plain one.
    while (value.userType() == qMetaTypeId<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    bool isNumber = false;
    const uint number = value.toUInt(&isNumber);
    if (isNumber && number == 1) return Appearance::Dark;
    if (isNumber && number == 2) return Appearance::Light;
    return std::nullopt;
}

std::optional<Appearance> desktopAppearance() {
    // Without a bus address, Qt would try to start a bus of its own.
    if (qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS")) return std::nullopt;
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) return std::nullopt;
    QDBusMessage call = QDBusMessage::createMethodCall(kService, kPath, kInterface, QStringLiteral("Read"));
    call << QStringLiteral("org.freedesktop.appearance") << QStringLiteral("color-scheme");
    const QDBusMessage reply = bus.call(call, QDBus::Block, kPatienceMs);
    if (reply.type() != QDBusMessage::ReplyMessage || reply.arguments().isEmpty()) return std::nullopt;
    return appearanceFromPortal(reply.arguments().constFirst());
}

void watchDesktopAppearance(QObject* receiver, const char* slot) {
    if (qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS")) return;
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (bus.isConnected()) bus.connect(kService, kPath, kInterface, QStringLiteral("SettingChanged"), receiver, slot);
}

}  // namespace poolscope::ui
