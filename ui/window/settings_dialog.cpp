// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/settings_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>

#include "format/appearance.h"
#include "format/language.h"
#include "format/theme.h"
#include "views/ink_label.h"
#include "window/presentation.h"

namespace poolscope::ui {

namespace {

constexpr int kTarget = 26;

QComboBox* choice(QWidget* parent, const char* name, const QString& meaning,
                  std::initializer_list<std::pair<QString, int>> items) {
    auto* const box = new QComboBox(parent);
    box->setObjectName(QLatin1String(name));
    box->setToolTip(meaning);
    box->setAccessibleDescription(meaning);
    box->setMinimumHeight(kTarget);
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);  // in every language
    for (const auto& [text, value] : items) box->addItem(text, value);
    return box;
}

QSpinBox* percent(QWidget* parent, const char* name, const QString& meaning) {
    auto* const box = new QSpinBox(parent);
    box->setObjectName(QLatin1String(name));
    box->setToolTip(meaning);
    box->setAccessibleDescription(meaning);
    box->setRange(kSmallestText, kLargestText);
    box->setSingleStep(10);
    box->setSuffix(QStringLiteral(" %"));
    box->setMinimumHeight(kTarget);
    // A number that is still being typed would set sizes that nobody wants.
    box->setKeyboardTracking(false);
    return box;
}

}  // namespace

SettingsDialog::SettingsDialog(Theme& theme, Language* language, Presentation& presentation, const QString& settingsFile,
                               QWidget* parent)
    : QDialog(parent), m_theme(theme), m_language(language), m_presentation(presentation) {
    setObjectName(QStringLiteral("settingsDialog"));
    setWindowTitle(tr("Settings"));
    setModal(false);
    auto* const form = new QFormLayout(this);
    form->setContentsMargins(kLargeGap, kLargeGap, kLargeGap, kLargeGap);
    form->setVerticalSpacing(kGap);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);

    m_colours = choice(this, "themeChoice", tr("The colours of the window"),
                       {{tr("As the system"), static_cast<int>(ThemeChoice::System)},
                        {tr("Light"), static_cast<int>(ThemeChoice::Light)},
                        {tr("Dark"), static_cast<int>(ThemeChoice::Dark)}});
    form->addRow(tr("&Theme"), m_colours);
    m_text = percent(this, "textSize", tr("All text, the timeline's too, in per cent of the system's size: Ctrl++, Ctrl+-, Ctrl+0"));
    form->addRow(tr("Text &size"), m_text);
    m_presentationText = percent(this, "presentationTextSize", tr("Text while presenting (F11); it gets no smaller than it is"));
    form->addRow(tr("Text when &presenting"), m_presentationText);
    m_motion = choice(this, "motionChoice", tr("Whether marks fade and bars run to and fro; a run's own growth is always shown"),
                      {{tr("As the system"), static_cast<int>(MotionChoice::System)},
                       {tr("Reduced"), static_cast<int>(MotionChoice::Reduced)}});
    form->addRow(tr("&Motion"), m_motion);
    if (m_language) {
        m_words = choice(this, "languageChoice", tr("The language of the window; scenarios keep their own"),
                         {{tr("As the system"), static_cast<int>(LanguageChoice::System)},
                          {QStringLiteral("English"), static_cast<int>(LanguageChoice::English)},
                          {QStringLiteral("Deutsch"), static_cast<int>(LanguageChoice::German)}});
        form->addRow(tr("&Language"), m_words);
        auto* const note = new InkLabel(Ink::Muted, this);
        note->setWordWrap(true);
        note->setText(tr("Changes at once; a few words that stand on the screen already change at the next start."));
        form->addRow(QString(), note);
    }
    auto* const reset = new QPushButton(tr("&Reset the layout"), this);
    reset->setObjectName(QStringLiteral("resetLayoutButton"));
    reset->setToolTip(tr("Docks, splitters and columns as at the first start"));
    reset->setMinimumHeight(kTarget);
    reset->setAutoDefault(false);
    form->addRow(tr("Window"), reset);
    auto* const storage = new QPushButton(tr("How much may be &kept…"), this);
    storage->setObjectName(QStringLiteral("storageButton"));
    storage->setToolTip(tr("When there are more runs than that, the oldest go"));
    storage->setMinimumHeight(kTarget);
    storage->setAutoDefault(false);
    form->addRow(tr("Runs"), storage);
    auto* const place = new InkLabel(Ink::Muted, this);
    place->setWordWrap(true);
    place->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    place->setText(tr("Kept in %1").arg(QDir::toNativeSeparators(settingsFile)));
    form->addRow(place);
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setIcon({});
    form->addRow(buttons);
    setMinimumWidth(380);

    connect(m_colours, &QComboBox::activated, this,
            [this] { m_theme.choose(static_cast<ThemeChoice>(m_colours->currentData().toInt())); });
    connect(m_text, &QSpinBox::valueChanged, this, [this](int size) {
        if (!m_presentation.isOn()) m_theme.setTextSize(size);
    });
    connect(m_presentationText, &QSpinBox::valueChanged, this, [this](int size) {
        m_presentation.setTextSize(size);
        emit changed();
    });
    connect(m_motion, &QComboBox::activated, this,
            [this] { m_theme.chooseMotion(static_cast<MotionChoice>(m_motion->currentData().toInt())); });
    if (m_words) {
        connect(m_words, &QComboBox::activated, this, [this] {
            m_language->choose(static_cast<LanguageChoice>(m_words->currentData().toInt()));
            emit changed();
        });
    }
    connect(reset, &QPushButton::clicked, this, &SettingsDialog::layoutResetWanted);
    connect(storage, &QPushButton::clicked, this, &SettingsDialog::storageWanted);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    connect(&m_theme, &Theme::changed, this, &SettingsDialog::follow);
    connect(&m_presentation, &Presentation::changed, this, &SettingsDialog::follow);
    follow();
}

SettingsDialog::~SettingsDialog() {
    // A field that is hidden in the end says its last value, to a dialog that is half gone.
    m_text->blockSignals(true);
    m_presentationText->blockSignals(true);
}

void SettingsDialog::follow() {
    const QSignalBlocker quietText(m_text);
    const QSignalBlocker quietPresentation(m_presentationText);
    m_colours->setCurrentIndex(m_colours->findData(static_cast<int>(m_theme.choice())));
    m_text->setValue(m_presentation.ordinaryTextSize());
    m_text->setEnabled(!m_presentation.isOn());
    m_presentationText->setValue(m_presentation.textSize());
    m_motion->setCurrentIndex(m_motion->findData(static_cast<int>(m_theme.motion())));
    if (m_words) m_words->setCurrentIndex(m_words->findData(static_cast<int>(m_language->choice())));
}

}  // namespace poolscope::ui
