// Exports of banks on the European continent: the day comes first, the comma separates decimals.
import { entry } from './entry.ts'
import type { FileProfile } from './profile.ts'

const SIGNED = { dateOrder: 'dmy', isSignFlipped: false, decimalMark: ',', delimiter: ';' } as const
const SIDES = { dateOrder: 'dmy', decimalMark: ',', delimiter: ';' } as const
/** A card that writes purchases without a sign and payments with a minus. */
const CARD = { dateOrder: 'dmy', isSignFlipped: true } as const

export const CONTINENT: readonly FileProfile[] = [
  entry(
    'eu-wise',
    'Wise',
    'TransferWise ID;Date;Amount;Currency;Description;Payment Reference;Running Balance;Exchange From;' +
      'Exchange To;Exchange Rate;Payer Name;Payee Name;Payee Account Number;Merchant;' +
      'Card Last Four Digits;Card Holder Full Name;Attachment;Note;Total fees',
    { dateOrder: 'dmy', isSignFlipped: false },
    'Balance statement of any currency: day first with dashes, payments with a minus.',
  ),
  entry(
    'de-amex',
    'American Express',
    'Datum;Beschreibung;Karteninhaber;Konto #;Betrag',
    CARD,
    'Activity download: day first with slashes, charges positive, payments negative.',
  ),
  entry(
    'de-amex-details',
    'American Express',
    'Datum;Beschreibung;Karteninhaber;Konto #;Betrag;Weitere Details;Erscheint auf Ihrer Abrechnung als;' +
      'Adresse;Stadt;PLZ;Land;Betreff',
    CARD,
    'Activity download with all details: day first with slashes, charges positive.',
  ),
  entry(
    'de-amex-categories',
    'American Express',
    'Datum;Beschreibung;Karteninhaber;Konto #;Betrag;Weitere Details;Erscheint auf Ihrer Abrechnung als;' +
      'Adresse;Stadt;PLZ;Land;Betreff;Kategorie',
    CARD,
    'Activity download with details and categories: day first with slashes, charges positive.',
  ),
  entry(
    'de-comdirect',
    'comdirect',
    'Buchungstag;Wertstellung (Valuta);Vorgang;Buchungstext;Umsatz in EUR',
    SIGNED,
    'Account export below a preamble: dots, payments with a minus.',
  ),
  entry(
    'de-comdirect-card',
    'comdirect',
    'Buchungstag;Umsatztag;Vorgang;Referenz;Buchungstext;Umsatz in EUR',
    SIGNED,
    'Card export below a preamble: dots, purchases with a minus.',
  ),
  entry(
    'de-ing',
    'ING Deutschland',
    'Buchung;Valuta;Auftraggeber/Empfänger;Buchungstext;Verwendungszweck;Saldo;Währung;Betrag;Währung',
    SIGNED,
    'Account export below a preamble: dots, payments with a minus.',
  ),
  entry(
    'ch-postfinance',
    'PostFinance',
    'Buchungsdatum;Avisierungstext;Gutschrift in CHF;Lastschrift in CHF;Valuta;Saldo in CHF',
    { dateOrder: 'dmy', delimiter: ';' },
    'Account export below a preamble: dots, two columns of amounts.',
  ),
  entry(
    'nl-rabobank-card',
    'Rabobank',
    'Tegenrekening IBAN;Munt;Creditcard Nummer;Productnaam;Creditcard Regel1;Creditcard Regel2;' +
      'Transactiereferentie;Datum;Bedrag;Omschrijving;Oorspr bedrag;Oorspr munt;Koers',
    { isSignFlipped: false, decimalMark: ',' },
    'Card export: purchases with a minus.',
  ),
  entry(
    'be-belfius',
    'Belfius',
    'Rekening;Boekingsdatum;Afschriftnummer;Transactienummer;Rekening tegenpartij;' +
      'Naam tegenpartij bevat;Straat en nummer;Postcode en plaats;Transactie;Valutadatum;Bedrag;Devies;' +
      'BIC;Landcode;Mededelingen',
    SIGNED,
    'Account export below the search criteria: day first with slashes, payments with a minus.',
  ),
  entry(
    'be-kbc',
    'KBC',
    'Rekeningnummer;Rubrieknaam;Naam;Munt;Afschriftnummer;Datum;Omschrijving;Valuta;Bedrag;Saldo;credit;' +
      'debet;rekeningnummer tegenpartij;BIC tegenpartij;Naam tegenpartij;Adres tegenpartij;' +
      'gestructureerde mededeling;Vrije mededeling',
    SIGNED,
    'Account export: day first with slashes, payments with a minus in the amount column.',
  ),
  entry(
    'be-kbc-touch',
    'KBC',
    'Rekeningnummer;Rubrieknaam;Naam;Munt;Afschriftnummer;Datum;Omschrijving;Valuta;Bedrag;Saldo;Credit;' +
      'Debet;Rekening tegenpartij;BIC code tegenpartij;Naam tegenpartij;Adres tegenpartij;' +
      'gestructureerde mededeling;vrije mededeling',
    SIGNED,
    'Account export of the newer page: day first with slashes, payments with a minus.',
  ),
  entry(
    'be-bnp-fortis',
    'BNP Paribas Fortis',
    'Volgnummer;Uitvoeringsdatum;Valutadatum;Bedrag;Valuta rekening;Rekeningnummer;Type verrichting;' +
      'Tegenpartij;Naam van de tegenpartij;Mededeling;Details;Status;Reden van weigering',
    { dateOrder: 'dmy', isSignFlipped: false, delimiter: ';' },
    'Account export: day first with slashes, payments with a minus.',
  ),
  entry(
    'be-bnp-fortis-old',
    'BNP Paribas Fortis',
    'Volgnummer;Uitvoeringsdatum;Valutadatum;Bedrag;Valuta rekening;TEGENPARTIJ VAN DE VERRICHTING;' +
      'Details;Rekeningnummer',
    { dateOrder: 'dmy', isSignFlipped: false, delimiter: ';' },
    'Older account export: day first with slashes, payments with a minus.',
  ),
  entry(
    'fr-boursorama',
    'BoursoBank',
    'dateOp;dateVal;label;category;categoryParent;supplierFound;amount;comment;accountNum;accountLabel;' +
      'accountbalance',
    SIGNED,
    'Account export: year first today, day first with slashes before; payments with a minus.',
  ),
  entry(
    'fr-boursorama-short',
    'BoursoBank',
    'dateOp;dateVal;label;category;categoryParent;supplierFound;amount;accountNum;accountLabel;' +
      'accountbalance',
    SIGNED,
    'Account export before comments were added; payments with a minus.',
  ),
  entry(
    'fr-fortuneo',
    'Fortuneo',
    'Date opération;Date valeur;libellé;Débit;Crédit',
    SIDES,
    'Account export: day first with slashes, two columns of amounts.',
  ),
  entry(
    'fr-credit-agricole',
    'Crédit Agricole',
    'Date;Libellé;Débit euros;Crédit euros',
    SIDES,
    'Account export below a preamble: day first with slashes, two columns of amounts.',
  ),
  entry(
    'fr-banque-postale',
    'La Banque Postale',
    'Date;Libellé;Montant(EUROS);Montant(FRANCS)',
    SIGNED,
    'Account export below a preamble: day first with slashes, payments with a minus.',
  ),
  entry(
    'fr-credit-mutuel',
    'Crédit Mutuel, CIC',
    'Date;Date de valeur;Débit;Crédit;Libellé;Solde',
    SIDES,
    'Account export: day first with slashes, two columns of amounts.',
  ),
  entry(
    'es-bbva',
    'BBVA',
    'F. Valor;Fecha;Concepto;Movimiento;Importe;Divisa;Disponible;Divisa;Observaciones',
    { dateOrder: 'dmy', isSignFlipped: false },
    'Account export: day first with slashes, payments with a minus.',
  ),
  entry(
    'es-ing',
    'ING España',
    'F. VALOR;CATEGORÍA;SUBCATEGORÍA;DESCRIPCIÓN;COMENTARIO;IMAGEN;IMPORTE (€);SALDO (€)',
    { dateOrder: 'dmy', isSignFlipped: false },
    'Account export below a preamble: day first with slashes, payments with a minus.',
  ),
  entry(
    'it-fineco',
    'FinecoBank',
    'Data_Operazione;Data_Valuta;Entrate;Uscite;Descrizione;Descrizione_Completa;Stato;Moneymap',
    SIDES,
    'Account export: day first with slashes, two columns of amounts, outgoing ones with a minus.',
  ),
  entry(
    'it-fineco-short',
    'FinecoBank',
    'Data_Operazione;Data_Valuta;Entrate;Uscite;Descrizione;Descrizione_Completa;Stato',
    SIDES,
    'Account export without categories: day first with slashes, two columns of amounts.',
  ),
  entry(
    'pl-alior',
    'Alior Bank',
    'Data transakcji;Data księgowania;Nazwa nadawcy;Nazwa odbiorcy;Szczegóły transakcji;Kwota operacji;' +
      'Waluta operacji;Kwota w walucie rachunku;Waluta rachunku;Numer rachunku nadawcy;' +
      'Numer rachunku odbiorcy',
    SIGNED,
    'Account history below a title: day first with dashes, payments with a minus.',
  ),
  entry(
    'cz-fio',
    'Fio banka',
    'ID pohybu;Datum;Objem;Měna;Protiúčet;Název protiúčtu;Kód banky;Název banky;KS;VS;SS;' +
      'Uživatelská identifikace;Zpráva pro příjemce;Typ;Provedl;Upřesnění;Komentář;BIC;ID pokynu',
    SIGNED,
    'Account export below a preamble: dots, payments with a minus.',
  ),
  entry(
    'no-dnb',
    'DNB',
    'Dato;Forklaring;Rentedato;Ut fra konto;Inn på konto',
    SIDES,
    'Transaction list: dots, two columns of amounts.',
  ),
  entry(
    'se-seb',
    'SEB',
    'Bokföringsdatum;Valutadatum;Verifikationsnummer;Text;Belopp;Saldo',
    { isSignFlipped: false, delimiter: ';' },
    'Account export: ISO dates, payments with a minus.',
  ),
  entry(
    'dk-danske',
    'Danske Bank',
    'Dato;Kategori;Underkategori;Tekst;Beløb;Saldo;Status;Afstemt',
    SIGNED,
    'Account export: dots, payments with a minus.',
  ),
  entry(
    'fi-op',
    'OP',
    'Kirjauspäivä;Arvopäivä;Määrä EUROA;Laji;Selitys;Saaja/Maksaja;Saajan tilinumero ja pankin BIC;Viite;' +
      'Viesti;Arkistointitunnus',
    { isSignFlipped: false, decimalMark: ',', delimiter: ';' },
    'Account export: ISO dates, payments with a minus.',
  ),
  entry(
    'fi-s-pankki',
    'S-Pankki',
    'Kirjauspäivä;Maksupäivä;Summa;Tapahtumalaji;Maksaja;Saajan nimi;Saajan tilinumero;Saajan BIC-tunnus;' +
      'Viitenumero;Viesti;Arkistointitunnus',
    SIGNED,
    'Account export: dots, payments with a minus.',
  ),
]
