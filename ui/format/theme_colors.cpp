// SPDX-License-Identifier: GPL-3.0-or-later
#include <utility>

#include "format/theme.h"

namespace poolscope::ui {

namespace {

struct Shades {
    QColor window, base, alternate, raised, text, muted, disabled, hairline, field, button, accent, onAccent, selection;
};

Shades shades(Appearance appearance) {
    const auto hex = [](QRgb value) { return QColor::fromRgb(value); };
    if (appearance == Appearance::Dark)
        return {hex(0x1b1e23), hex(0x15181c), hex(0x191c21), hex(0x23272e), hex(0xe4e8ed), hex(0x9aa3ae), hex(0x626b76),
                hex(0x30353d), hex(0x414852), hex(0x2a2f37), hex(0x316fe6), hex(0xffffff), hex(0x28406b)};
    return {hex(0xf5f7f9), hex(0xffffff), hex(0xf9fafb), hex(0xffffff), hex(0x1b2027), hex(0x5b6673), hex(0x9aa3ad),
            hex(0xdfe4e9), hex(0xc6cdd5), hex(0xffffff), hex(0x1f5fd6), hex(0xffffff), hex(0xdbe7fd)};
}

}  // namespace

QPalette themePalette(Appearance appearance) {
    const Shades s = shades(appearance);
    QPalette palette;
    const std::pair<QPalette::ColorRole, QColor> roles[] = {
        {QPalette::Window, s.window},
        {QPalette::WindowText, s.text},
        {QPalette::Base, s.base},
        {QPalette::AlternateBase, s.alternate},
        {QPalette::Text, s.text},
        {QPalette::Button, s.button},
        {QPalette::ButtonText, s.text},
        {QPalette::BrightText, s.onAccent},
        {QPalette::Highlight, s.selection},
        {QPalette::HighlightedText, s.text},
        {QPalette::ToolTipBase, s.raised},
        {QPalette::ToolTipText, s.text},
        {QPalette::PlaceholderText, s.muted},
        {QPalette::Link, ink(Ink::Accent, appearance)},
        {QPalette::LinkVisited, ink(Ink::Accent, appearance)},
        {QPalette::Light, s.raised},
        {QPalette::Midlight, s.hairline},
        {QPalette::Mid, s.field},
        {QPalette::Dark, s.field},
        {QPalette::Shadow, QColor(0, 0, 0, 60)},
    };
    for (const auto& [role, color] : roles)
        palette.setColor(QPalette::All, role, color);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, s.disabled);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, s.hairline);
    return palette;
}

QString themeStyleSheet(Appearance appearance) {
    const Shades s = shades(appearance);
    // Names in braces are replaced below. Only what a palette cannot say.
    QString sheet = QStringLiteral(R"(
QMainWindow::separator { background: {hairline}; width: 1px; height: 1px; }
QSplitter::handle { background: {hairline}; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QToolTip { background: {raised}; color: {text}; border: 1px solid {field}; padding: 4px 6px; }

QMenuBar { background: {window}; border: none; padding: 2px 6px; }
QMenuBar::item { padding: 4px 9px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: {selection}; }
QMenu { background: {raised}; border: 1px solid {field}; padding: 4px; }
QMenu::item { padding: 5px 26px 5px 26px; border-radius: 4px; }
QMenu::item:selected { background: {selection}; }
QMenu::item:disabled { color: {disabled}; }
QMenu::icon { left: 6px; }
QMenu::indicator { left: 6px; width: 13px; height: 13px; }
QMenu::separator { height: 1px; background: {hairline}; margin: 4px 8px; }

QToolBar { background: {window}; border: none; border-bottom: 1px solid {hairline}; padding: 5px 8px; spacing: 4px; }
QToolBar::separator { background: {hairline}; width: 1px; margin: 5px 5px; }
QToolBar QToolButton { border: 1px solid transparent; border-radius: 6px; padding: 4px 9px; min-height: 20px; }
QToolBar QToolButton:hover { background: {button}; border-color: {hairline}; }
QToolBar QToolButton:pressed, QToolBar QToolButton:checked { background: {selection}; }
QToolBar QToolButton:focus { border-color: {accent}; }
QToolBar QToolButton:disabled { color: {disabled}; }
QToolBar QToolButton[popupMode="1"] { padding-right: 20px; }
QToolBar QToolButton::menu-button { border: none; width: 16px; }
QToolBar QToolButton#runButton:enabled { background: {accent}; color: {onAccent}; font-weight: 600; padding: 4px 14px; }
QToolBar QToolButton#runButton { padding: 4px 14px; }
QToolBar QToolButton#runButton:enabled:hover { background: {accentHover}; }
QToolBar QToolButton#runButton:focus { border: 1px solid {text}; }

QToolButton { background: transparent; border: 1px solid {hairline}; border-radius: 5px; padding: 3px 7px; }
QToolButton[popupMode="2"] { padding-right: 20px; }
QToolButton[popupMode="2"]::menu-indicator { subcontrol-origin: padding; subcontrol-position: center right; right: 5px; }
QToolButton[autoRaise="true"] { border-color: transparent; }
QToolButton:hover { background: {button}; border-color: {field}; }
QToolButton:pressed, QToolButton:checked { background: {selection}; }
QToolButton:focus { border-color: {accent}; }
QToolButton:disabled { color: {disabled}; }
QLineEdit QToolButton { border: none; padding: 0; background: transparent; }
QTabWidget::right-corner { right: 6px; top: 0; }
QToolButton[segment="true"] { background: transparent; color: {muted}; border: 1px solid transparent; border-radius: 5px; padding: 2px 8px; min-height: 18px; }
QToolButton[segment="true"]:hover { color: {text}; }
QToolButton[segment="true"]:checked { background: {selection}; color: {text}; }
QToolButton[segment="true"]:focus { border-color: {accent}; }

QTabWidget::pane { border: none; border-top: 1px solid {hairline}; }
QTabBar { qproperty-drawBase: 0; background: transparent; }
QTabBar::tab { background: transparent; color: {muted}; padding: 8px 14px 6px 14px; margin: 0 1px; border: none; border-bottom: 2px solid transparent; }
QTabBar::tab:hover { color: {text}; }
QTabBar::tab:selected { color: {text}; border-bottom: 2px solid {accent}; }
QTabBar::tab:focus { color: {accent}; }
QTabBar::tear { width: 0; border: none; }
QTabBar QToolButton { background: {window}; border: none; border-radius: 0; padding: 0; }

QDockWidget { titlebar-close-icon: none; }
QDockWidget > QWidget { border: none; }

QTableView, QTreeView, QListView { border: 1px solid {base}; background: {base}; alternate-background-color: {alternate}; selection-background-color: {selection}; selection-color: {text}; outline: none; }
QTableView:focus, QTreeView:focus, QListView:focus, QTextBrowser:focus { border: 1px solid {accent}; }
QHeaderView { background: {base}; border: none; }
QHeaderView::section { background: {base}; color: {muted}; border: none; border-bottom: 1px solid {hairline}; padding: 4px 8px; }
QHeaderView::section:hover { color: {text}; }
QTableCornerButton::section { background: {base}; border: none; }

QScrollArea { border: none; background: transparent; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: {field}; border-radius: 3px; margin: 3px; }
QScrollBar::handle:hover { background: {muted}; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; background: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }

QLineEdit, QPlainTextEdit, QTextEdit, QTextBrowser { background: {base}; border: 1px solid {field}; border-radius: 6px; padding: 3px 7px; selection-background-color: {accent}; selection-color: {onAccent}; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus { border: 1px solid {accent}; }
QLineEdit:disabled, QPlainTextEdit:disabled { background: {window}; color: {disabled}; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit { border: none; border-radius: 0; padding: 0; background: transparent; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"] { border: 1px solid {bad}; }
QPushButton { background: {button}; border: 1px solid {field}; border-radius: 6px; padding: 5px 14px; min-height: 18px; }
QPushButton:hover { border-color: {muted}; }
QPushButton:pressed { background: {selection}; }
QPushButton:focus { border-color: {accent}; }
QPushButton:default { background: {accent}; color: {onAccent}; border-color: {accent}; }
QPushButton:disabled { color: {disabled}; border-color: {hairline}; background: {window}; }
QGroupBox { border: none; margin-top: 22px; font-weight: 600; }
QGroupBox::title { subcontrol-origin: margin; left: 0; padding: 0; }
)");
    const std::pair<const char*, QColor> names[] = {
        {"{window}", s.window},
        {"{base}", s.base},
        {"{alternate}", s.alternate},
        {"{raised}", s.raised},
        {"{text}", s.text},
        {"{muted}", s.muted},
        {"{disabled}", s.disabled},
        {"{hairline}", s.hairline},
        {"{field}", s.field},
        {"{button}", s.button},
        {"{accent}", s.accent},
        {"{onAccent}", s.onAccent},
        {"{selection}", s.selection},
        {"{accentHover}", s.accent.lighter(112)},
        {"{bad}", ink(Ink::Bad, appearance)},
    };
    for (const auto& [name, color] : names)
        sheet.replace(QLatin1String(name), color.name());
    return sheet;
}

}  // namespace poolscope::ui
