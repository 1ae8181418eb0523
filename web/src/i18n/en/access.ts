/** Texts of signing in. */
export const access = {
  title: 'Sign in',
  email: 'E-mail',
  password: 'Password',
  signIn: 'Sign in',
  signInBy: (provider: string) => `Sign in with ${provider}`,
  or: 'or',
  forgotten: 'Forgot the password? Your administrator gives you a link.',
  demo: 'This is a demo. E-mail addresses and passwords were printed where it was started.',
  failed: {
    'openid-unavailable': 'The company’s sign-in cannot be reached. Try again, or use your password.',
    'openid-expired': 'Signing in took too long. Try again.',
    'openid-cancelled': 'Signing in was given up.',
    'openid-refused': 'There is no active user with the e-mail of that account. Ask your administrator.',
    'too-many-attempts': 'Too many attempts. Wait a few minutes.',
  },
  confirm: {
    title: 'Is it you?',
    hint: 'For this step the password is asked for again.',
    send: 'Confirm',
    elsewhere: 'Confirm by signing in again',
  },
  invitation: {
    title: 'Choose a password',
    hint: 'Your link works once. The password has 12 characters or more, of any kind.',
    link: 'Link',
    password: 'New password',
    send: 'Save and sign in',
    noLink: 'The address has no link. Open the whole link that the administrator gave you.',
  },
  setup: {
    title: 'The first administrator',
    hint: 'This link works once. Afterwards you invite the others.',
    name: 'Name',
  },
  ended: {
    title: 'Your session has ended',
    hint: 'Sign in again. What you typed on this page is kept.',
    other: 'I am somebody else',
  },
};
