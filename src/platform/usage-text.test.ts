// How each way of writing a command wrongly is told, as the parser itself comes to it.
import { Command, InvalidArgumentError, Option } from 'commander';
import { expect, test } from 'vitest';
import { helpTitle, usageText } from './usage-text.ts';

/** What is printed when a command of a small program is written so. */
function printed(words: readonly string[]): string {
  let text = '';
  const program = new Command('p').exitOverride().configureOutput({ writeErr: (said) => (text += said), outputError: (said, write) => write(usageText(said)) });
  const whole = (value: string): number => {
    if (/^\d+$/.test(value)) return Number(value);
    throw new InvalidArgumentError('Bilangan bulat. / A whole number.');
  };
  const month = program.command('month');
  month
    .command('open')
    .argument('[day]', 'a day', whole)
    .requiredOption('--month <month>')
    .option('--places <number>', 'places', whole)
    .addOption(new Option('--all').conflicts('places'));
  month.command('show').argument('<name>');
  try {
    program.parse(['month', ...words], { from: 'user' });
  } catch {
    // told
  }
  return text;
}

test.each<[string, string, string]>([
  ['opn', 'Perintah "opn" tidak ada. Mungkin open?', 'There is no command "opn". Perhaps open?'],
  ['zzzzzz', 'Perintah "zzzzzz" tidak ada.', 'There is no command "zzzzzz".'],
  ['open --month 2 --mont 1', 'Pilihan --mont tidak dikenal. Mungkin --month?', 'There is no option --mont. Perhaps --month?'],
  ['open', 'Pilihan --month <month> harus diberikan.', 'The option --month <month> has to be given.'],
  ['open --month', 'Pilihan --month <month> harus diikuti nilainya.', 'The option --month <month> has to be followed by its value.'],
  ['show', 'Setelah perintah ini harus ditulis <name>.', 'This command has to be followed by <name>.'],
  ['show a b c', 'Terlalu banyak kata setelah show: 3, seharusnya 1.', 'Too many words after show: 3 where 1 belong.'],
  [
    'open --month 1 --places 5303010101900001x',
    'Nilai --places <number> tidak dapat dipakai. Bilangan bulat.',
    'The value of --places <number> cannot be used. A whole number.',
  ],
  ["open --month 1 x'x", 'Nilai <day> tidak dapat dipakai. Bilangan bulat.', 'The value of <day> cannot be used. A whole number.'],
  ['open --month 2 --5303010101900001', 'Pilihan --53**********0001 tidak dikenal.', 'There is no option --53**********0001.'],
  ['open --month 2 --mont=5303010101900001', 'Pilihan --mont tidak dikenal.', 'There is no option --mont.'],
  ['5303010101900001', 'Perintah "53**********0001" tidak ada.', 'There is no command "53**********0001".'],
  ["ab'c", 'Perintah "ab\'c" tidak ada.', 'There is no command "ab\'c".'],
  ['a\u001b[31m\nb', 'Perintah "a [31m b" tidak ada.', 'There is no command "a [31m b".'],
  ['open --month 1 --all --places 2', '--all dan --places <number> tidak dapat dipakai bersama.', '--all and --places <number> cannot be used together.'],
])('%s', (words, id, en) => {
  expect(printed(words.split(' '))).toBe(`${id}\n${en}\n(wrong-use)\n`);
});

test('words of the parser that are not known stay as they are', () => {
  expect(usageText('error: something else\n')).toBe('error: something else\n(wrong-use)\n');
});

test('the help of a command has its titles in both languages', () => {
  const program = new Command('p').configureHelp({ styleTitle: helpTitle }).argument('<name>', 'a name').option('--all', 'all');
  program.command('one').description('one');
  const titles = program
    .helpInformation()
    .split('\n')
    .filter((line) => /:( |$)/.test(line));
  expect(titles).toEqual(['Pemakaian / usage: p [options] [command] <name>', 'Kata / arguments:', 'Pilihan / options:', 'Perintah / commands:']);
});
