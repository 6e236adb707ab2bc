/**
 * What every answer carries, whoever makes it. Where people reach Galley by https, browsers are told to come no other
 * way for a year; not for addresses below this one, which may be somebody else's.
 * @param url the address under which people reach Galley
 */
export function headersOfAll(url: string): Record<string, string> {
  return {
    ...(url.startsWith('https:') && { 'strict-transport-security': 'max-age=31536000' }),
    'permissions-policy': unused.map((feature) => `${feature}=()`).join(', '),
    'cross-origin-opener-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  };
}

/** What no page asks a browser for, and so none of a source that found a way in may. */
const unused = [
  ...['accelerometer', 'camera', 'display-capture', 'geolocation', 'gyroscope', 'magnetometer'],
  ...['microphone', 'midi', 'payment', 'usb'],
];
