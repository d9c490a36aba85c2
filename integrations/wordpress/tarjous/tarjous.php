<?php
/**
 * Plugin Name: Tarjous contact form
 * Description: A contact form whose messages become opportunities in Tarjous. Put [tarjous_form] on a page.
 * Version: 1.0.0
 * Requires at least: 6.0
 * Requires PHP: 7.4
 * License: MIT OR Apache-2.0
 * Text Domain: tarjous
 *
 * The address of the web form stays on the server: visitors' browsers never see it. Nothing is kept in WordPress
 * unless Tarjous cannot be reached; then the administrator gets the message by mail, so that none is lost.
 */

if (!defined('ABSPATH')) {
    exit;
}

const TARJOUS_ADDRESS = 'tarjous_address';
const TARJOUS_LONGEST = 5000;

/** The texts in the site's language; English where it is neither Finnish nor Swedish. */
function tarjous_texts(): array
{
    $texts = [
        'en' => [
            'name' => 'Name', 'company' => 'Company', 'email' => 'E-mail', 'phone' => 'Phone', 'message' => 'Message',
            'send' => 'Send', 'thanks' => 'Thank you, your message has arrived.',
            'missing' => 'Give your name, a message, and an e-mail address or a phone number.',
            'failed' => 'The message could not be sent. Please try again in a moment.',
            'old' => 'The page was open for a long time. Please send the message again.',
            'setup' => 'The address of the web form in Tarjous (Settings, Web forms), ending in /in/tf_…',
            'wrong' => 'The address must begin with https:// and hold /in/tf_.',
        ],
        'fi' => [
            'name' => 'Nimi', 'company' => 'Yritys', 'email' => 'Sähköposti', 'phone' => 'Puhelin', 'message' => 'Viesti',
            'send' => 'Lähetä', 'thanks' => 'Kiitos, viestisi on perillä.',
            'missing' => 'Kirjoita nimesi, viesti ja sähköpostiosoite tai puhelinnumero.',
            'failed' => 'Viestiä ei voitu lähettää. Yritä hetken kuluttua uudelleen.',
            'old' => 'Sivu oli auki pitkään. Lähetä viesti uudelleen.',
            'setup' => 'Tarjouksen verkkolomakkeen osoite (Asetukset, Verkkolomakkeet), lopussa /in/tf_…',
            'wrong' => 'Osoitteen alussa on oltava https:// ja siinä on oltava /in/tf_.',
        ],
        'sv' => [
            'name' => 'Namn', 'company' => 'Företag', 'email' => 'E-post', 'phone' => 'Telefon', 'message' => 'Meddelande',
            'send' => 'Skicka', 'thanks' => 'Tack, ditt meddelande har kommit fram.',
            'missing' => 'Ange namn, meddelande och en e-postadress eller ett telefonnummer.',
            'failed' => 'Meddelandet kunde inte skickas. Försök igen om en stund.',
            'old' => 'Sidan var öppen länge. Skicka meddelandet på nytt.',
            'setup' => 'Webbformulärets adress i Tarjous (Inställningar, Webbformulär), som slutar på /in/tf_…',
            'wrong' => 'Adressen måste börja med https:// och innehålla /in/tf_.',
        ],
    ];
    $language = substr(determine_locale(), 0, 2);
    return $texts[$language] ?? $texts['en'];
}

/** An address that can be one of a web form; empty where it cannot. */
function tarjous_clean_address($value): string
{
    $address = esc_url_raw(trim((string) $value), ['https', 'http']);
    $local = (bool) preg_match('~^http://(localhost|127\.0\.0\.1)(:\d+)?/~', $address);
    $right = (strpos($address, 'https://') === 0 || $local) && preg_match('~/in/tf_[A-Za-z0-9_-]{43}$~', $address);
    if ($address !== '' && !$right) {
        add_settings_error(TARJOUS_ADDRESS, 'tarjous_wrong', tarjous_texts()['wrong']);
        return (string) get_option(TARJOUS_ADDRESS, '');
    }
    return $address;
}

add_action('admin_init', function (): void {
    register_setting('tarjous', TARJOUS_ADDRESS, ['type' => 'string', 'sanitize_callback' => 'tarjous_clean_address', 'default' => '']);
});

add_action('admin_menu', function (): void {
    add_options_page('Tarjous', 'Tarjous', 'manage_options', 'tarjous', function (): void {
        echo '<div class="wrap"><h1>Tarjous</h1><form method="post" action="options.php">';
        settings_fields('tarjous');
        printf(
            '<p><label for="tarjous-address">%s</label></p><p><input id="tarjous-address" class="large-text code" type="url" name="%s" value="%s"></p>',
            esc_html(tarjous_texts()['setup']),
            esc_attr(TARJOUS_ADDRESS),
            esc_attr((string) get_option(TARJOUS_ADDRESS, ''))
        );
        submit_button();
        echo '</form></div>';
    });
});

/** What was typed: one line of so many characters. */
function tarjous_typed(string $name, int $longest = 200): string
{
    $value = isset($_POST[$name]) && is_string($_POST[$name]) ? wp_unslash($_POST[$name]) : '';
    $value = $name === 'tarjous_message' ? sanitize_textarea_field($value) : sanitize_text_field($value);
    return mb_substr($value, 0, $longest);
}

/** Takes the form in; answers which text to show, and whether it went. */
function tarjous_take(array $typed): array
{
    if (!wp_verify_nonce(tarjous_typed('tarjous_nonce'), 'tarjous')) {
        return ['old', false];
    }
    if ($typed['name'] === '' || $typed['message'] === '' || ($typed['email'] === '' && $typed['phone'] === '')) {
        return ['missing', false];
    }
    if ($typed['email'] !== '' && !is_email($typed['email'])) {
        return ['missing', false];
    }
    $post = $typed + ['_gotcha' => tarjous_typed('tarjous_website'), 'referrer' => (string) wp_get_referer()];
    // The same key, one opportunity, however often the browser sends the form.
    $key = tarjous_typed('tarjous_key', 64);
    $answer = wp_remote_post((string) get_option(TARJOUS_ADDRESS, ''), [
        'timeout' => 10,
        'redirection' => 0,
        'headers' => ['content-type' => 'application/json', 'idempotency-key' => $key],
        'body' => wp_json_encode($post),
    ]);
    if (!is_wp_error($answer) && wp_remote_retrieve_response_code($answer) === 200) {
        return ['thanks', true];
    }
    $why = is_wp_error($answer) ? $answer->get_error_message() : 'HTTP ' . wp_remote_retrieve_response_code($answer);
    $lines = array_map(fn ($name, $value) => "$name: $value", array_keys($typed), $typed);
    $told = $post['_gotcha'] === '' && wp_mail(get_option('admin_email'), 'Tarjous: ' . $why, implode("\n", $lines));
    return $told ? ['thanks', true] : ['failed', false];
}

add_shortcode('tarjous_form', function (): string {
    if ((string) get_option(TARJOUS_ADDRESS, '') === '') {
        return current_user_can('manage_options') ? '<p>' . esc_html(tarjous_texts()['setup']) . '</p>' : '';
    }
    $texts = tarjous_texts();
    $typed = ['name' => '', 'company' => '', 'email' => '', 'phone' => '', 'message' => ''];
    $key = wp_generate_uuid4();
    $note = '';
    if (isset($_POST['tarjous_nonce'])) {
        foreach (array_keys($typed) as $name) {
            $typed[$name] = tarjous_typed("tarjous_$name", $name === 'message' ? TARJOUS_LONGEST : 200);
        }
        [$say, $went] = tarjous_take($typed);
        if ($went) {
            return '<p role="status">' . esc_html($texts[$say]) . '</p>';
        }
        $key = tarjous_typed('tarjous_key', 64) ?: $key;
        $note = '<p role="alert">' . esc_html($texts[$say]) . '</p>';
    }
    $line = function (string $name, string $kind, string $fill, bool $must) use ($texts, $typed): string {
        return sprintf(
            '<p><label for="tarjous-%1$s">%2$s</label><br><input id="tarjous-%1$s" name="tarjous_%1$s" type="%3$s" autocomplete="%4$s" maxlength="200" value="%5$s"%6$s></p>',
            esc_attr($name),
            esc_html($texts[$name]),
            esc_attr($kind),
            esc_attr($fill),
            esc_attr($typed[$name]),
            $must ? ' required' : ''
        );
    };
    return $note . '<form method="post" class="tarjous-form">'
        . sprintf('<input type="hidden" name="tarjous_nonce" value="%s">', esc_attr(wp_create_nonce('tarjous')))
        . sprintf('<input type="hidden" name="tarjous_key" value="%s">', esc_attr($key))
        . $line('name', 'text', 'name', true)
        . $line('company', 'text', 'organization', false)
        . $line('email', 'email', 'email', false)
        . $line('phone', 'tel', 'tel', false)
        . sprintf(
            '<p><label for="tarjous-message">%s</label><br><textarea id="tarjous-message" name="tarjous_message" rows="6" maxlength="%d" required>%s</textarea></p>',
            esc_html($texts['message']),
            TARJOUS_LONGEST,
            esc_textarea($typed['message'])
        )
        // People do not see this field; machines fill it in.
        . '<p style="position:absolute;left:-9999px" aria-hidden="true"><input name="tarjous_website" tabindex="-1" autocomplete="off"></p>'
        . sprintf('<p><button type="submit">%s</button></p></form>', esc_html($texts['send']));
});
