// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QObject>
#include <QVariant>

#include "format/appearance.h"

namespace poolscope::ui {

/// What the desktop prefers, by the XDG portal (org.freedesktop.appearance, color-scheme). Qt 6.4 cannot ask for it.
/// Empty when there is no portal, when it does not answer within a quarter of a second, or when it has no preference.
[[nodiscard]] std::optional<Appearance> desktopAppearance();
/// The portal's number: 1 dark, 2 light, anything else no preference. Takes the variant within a variant that old
/// portals give.
[[nodiscard]] std::optional<Appearance> appearanceFromPortal(QVariant value);
/// Whether the desktop lets things move, by the same portal (org.gnome.desktop.interface, enable-animations). Empty as above.
[[nodiscard]] std::optional<bool> desktopAnimates();
[[nodiscard]] std::optional<bool> animatesFromPortal(QVariant value);
/// Connects a slot (QString group, QString key, QDBusVariant value) to changes of the portal's settings.
void watchDesktopAppearance(QObject* receiver, const char* slot);

}  // namespace poolscope::ui
