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

/// Read() answers a variant in a variant (a known fault of the portal, kept for old clients), ReadOne() a plain one.
QVariant unwrapped(QVariant value) {
    while (value.userType() == qMetaTypeId<QDBusVariant>()) value = value.value<QDBusVariant>().variant();
    return value;
}

QVariant setting(const QString& group, const QString& key) {
    // Without a bus address, Qt would try to start a bus of its own.
    if (qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS")) return {};
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) return {};
    QDBusMessage call = QDBusMessage::createMethodCall(kService, kPath, kInterface, QStringLiteral("Read"));
    call << group << key;
    const QDBusMessage reply = bus.call(call, QDBus::Block, kPatienceMs);
    if (reply.type() != QDBusMessage::ReplyMessage || reply.arguments().isEmpty()) return {};
    return reply.arguments().constFirst();
}

}  // namespace

std::optional<Appearance> appearanceFromPortal(QVariant value) {
    bool isNumber = false;
    const uint number = unwrapped(std::move(value)).toUInt(&isNumber);
    if (isNumber && number == 1) return Appearance::Dark;
    if (isNumber && number == 2) return Appearance::Light;
    return std::nullopt;
}

std::optional<Appearance> desktopAppearance() {
    return appearanceFromPortal(setting(QStringLiteral("org.freedesktop.appearance"), QStringLiteral("color-scheme")));
}

std::optional<bool> animatesFromPortal(QVariant value) {
    const QVariant plain = unwrapped(std::move(value));
    return plain.userType() == QMetaType::Bool ? std::optional(plain.toBool()) : std::nullopt;
}

std::optional<bool> desktopAnimates() {
    return animatesFromPortal(setting(QStringLiteral("org.gnome.desktop.interface"), QStringLiteral("enable-animations")));
}

void watchDesktopAppearance(QObject* receiver, const char* slot) {
    if (qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS")) return;
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (bus.isConnected()) bus.connect(kService, kPath, kInterface, QStringLiteral("SettingChanged"), receiver, slot);
}

}  // namespace poolscope::ui
