"""Vocabulary: what columns about people are called, in the languages of the files people have.

Phrases are separated by semicolons. Case, accents, signs, spaces and small words such as ``of``,
``de`` or ``di`` do not matter (see ``names.py``).
"""

from __future__ import annotations

from recengine.data.privacy.categories import Category

_DIGITS = r"\d\D*\d\D*\d\D*\d\D*\d"

EMAIL = Category(
    "e-mail address",
    special=False,
    phrases="email; e mail; mail; email address; e mail address; mail address; email "
    "adresse; e mail adresse; mail adresse; adresse mail; adresse email; adresse e "
    "mail; courriel; adresse electronique; correo; correo electronico; direccion "
    "correo; indirizzo email; posta elettronica; e mailadres; emailadres; email "
    "adres; endereco email; correio eletronico; adres email; adres e mail; poczta "
    "elektroniczna; почта; электронная почта; 邮箱; 电子邮件; メール; メールアドレス",
)
PHONE = Category(
    "phone number",
    special=False,
    phrases="phone; phone number; phone no; telephone; telephone number; mobile; mobile "
    "number; mobile phone; cell; cell phone; cellphone; cell number; fax; fax "
    "number; tel; tel no; msisdn; whatsapp; telefon; telefonnummer; tel nr; telefon "
    "nr; rufnummer; handy; handynummer; mobilnummer; mobiltelefon; numero telephone; "
    "numero tel; portable; telephone portable; telefono; numero telefono; movil; "
    "telefono movil; celular; cellulare; telefono cellulare; telefoon; "
    "telefoonnummer; mobiel; mobiele nummer; telefone; numero telefone; telemovel; "
    "telefoni; numer telefonu; nr telefonu; komorka; телефон; номер телефона; 电话; "
    "手机号; 電話番号",
    needs=_DIGITS,
)
NAME = Category(
    "person's name",
    special=False,
    phrases="first name; given name; forename; middle name; last name; surname; family name; "
    "full name; real name; legal name; maiden name; person name; customer name; "
    "client name; reviewer name; buyer name; member name; subscriber name; patient "
    "name; student name; shopper name; guest name; contact name; contact person; "
    "recipient name; billing name; shipping name; account holder; card holder; "
    "cardholder; cardholder name; vorname; rufname; nachname; familienname; zuname; "
    "vollstandiger name; vor und nachname; geburtsname; kundenname; name kunde; "
    "kaufer name; ansprechpartner; kontoinhaber; karteninhaber; empfanger; prenom; "
    "nom famille; nom complet; nom prenom; nom client; nom jeune fille; titulaire; "
    "nombre pila; apellido; apellidos; primer apellido; segundo apellido; nombre "
    "completo; nombre cliente; nombre apellidos; titular; cognome; nome cognome; "
    "nome cliente; nominativo; voornaam; achternaam; volledige naam; klantnaam; "
    "primeiro nome; ultimo nome; sobrenome; apelido; nome completo; imie nazwisko; "
    "imie i nazwisko; nazwisko; nazwa klienta; фамилия; имя; фио; 姓名; 氏名; 名前",
    users_only="name; nom; nombre; nome; naam; imie; names; fname; lname",
)
USER_NAME = Category(
    "user name",
    special=False,
    phrases="user name; username; login; login name; screen name; display name; nickname; "
    "nick; benutzername; nutzername; spitzname; nom utilisateur; pseudonyme; pseudo; "
    "identifiant connexion; nombre usuario; apodo; nome utente; soprannome; "
    "gebruikersnaam; bijnaam; nome usuario; nome utilizador; nazwa uzytkownika",
)
ADDRESS = Category(
    "postal address",
    special=False,
    phrases="address; address line; street; street address; street name; house number; mail "
    "street; postal address; home address; delivery address; residence; anschrift; "
    "adresse; strasse; straße; hausnummer; hausnr; strasse hausnummer; "
    "lieferadresse; rechnungsadresse; wohnadresse; adresse postale; adresse "
    "livraison; adresse facturation; rue; domicile; direccion; direccion postal; "
    "domicilio; calle; numero calle; indirizzo; indirizzo spedizione; adres; straat; "
    "straatnaam; huisnummer; bezorgadres; endereco; morada; rua; logradouro; adres "
    "zamieszkania; ulica; numer domu; адрес; улица; 地址; 住所",
)
POSTCODE = Category(
    "postcode",
    special=False,
    phrases="postcode; post code; postal code; postalcode; zip; zip code; zipcode; plz; "
    "postleitzahl; code postal; codigo postal; codice postale; postnummer; cep; "
    "codigo endereco postal; kod pocztowy; почтовый индекс; индекс; 邮编; 郵便番号",
    users_only="cap; cp",
    needs=r"\d",
)
LOCATION = Category(
    "precise location",
    special=False,
    phrases="latitude; longitude; lat; lon; lng; lat lon; lat long; lat lng; latlng; geo "
    "lat; geo lon; geo lng; geo point; geo location; geolocation; geohash; gps; gps "
    "coordinates; coordinates; coords; location coordinates; precise location; home "
    "location; breitengrad; laengengrad; längengrad; koordinaten; latitud; longitud; "
    "coordenadas; coordonnees; coordonnees gps; latitudine; longitudine; coordinate; "
    "coordinate gps; breedtegraad; lengtegraad; coordinaten; szerokosc geograficzna; "
    "dlugosc geograficzna; wspolrzedne",
)
IP = Category(
    "IP address",
    special=False,
    phrases="ip; ip address; ip addr; client ip; remote ip; remote addr; source ip; user ip; "
    "ipv4; ipv6; ip adresse; adresse ip; direccion ip; indirizzo ip; ip adres; "
    "endereco ip; adres ip",
    needs=r"[.:]",
)
CARD = Category(
    "card number",
    special=False,
    phrases="card number; card no; credit card; credit card number; cc number; cc num; debit "
    "card; debit card number; payment card; cvv; cvc; kartennummer; kreditkarte; "
    "kreditkartennummer; numero carte; numero carte bancaire; carte bancaire; carte "
    "credit; numero tarjeta; tarjeta credito; numero tarjeta credito; carta credito; "
    "numero carta; numero carta credito; creditcard; creditcardnummer; kaartnummer; "
    "cartao credito; numero cartao; karta kredytowa; numer karty",
    needs=r"\d",
)
ACCOUNT = Category(
    "bank account",
    special=False,
    phrases="iban; bic iban; bank account; bank account number; account iban; routing "
    "number; sort code; kontonummer; konto nr; bankverbindung; bankkonto; compte "
    "bancaire; numero compte; rib; cuenta bancaria; numero cuenta; conto corrente; "
    "conto bancario; rekeningnummer; bankrekening; conta bancaria; numero conta; "
    "numer konta; rachunek bankowy",
    needs=r"\d",
)
IDENTITY = Category(
    "identity or tax number",
    special=False,
    phrases="ssn; social security; social security number; social security no; national id; "
    "national identity number; national insurance number; nino; identity number; "
    "identity card; id card; id card number; passport; passport number; passport no; "
    "tax id; tax number; taxpayer id; driver license; drivers license; driver "
    "licence; driving licence; drivers license number; driver license number; "
    "driving licence number; license plate; sozialversicherungsnummer; sv nummer; "
    "steuernummer; steuer id; steueridentifikationsnummer; personalausweis; "
    "personalausweisnummer; ausweisnummer; reisepass; reisepassnummer; passnummer; "
    "fuhrerschein; fuhrerscheinnummer; kennzeichen; numero securite sociale; "
    "securite sociale; numero fiscal; passeport; numero passeport; carte identite; "
    "numero carte identite; permis conduire; dni; nie; nif; pasaporte; numero "
    "pasaporte; seguridad social; numero seguridad social; codice fiscale; carta "
    "identita; passaporto; numero passaporto; patente; bsn; burgerservicenummer; "
    "paspoort; paspoortnummer; rijbewijs; cpf; cartao cidadao; bilhete identidade; "
    "pesel; dowod osobisty; numer dowodu; paszport; numer paszportu; nip",
    needs=r"\d",
)
BIRTH = Category(
    "date of birth",
    special=False,
    phrases="birth date; birthdate; date birth; dob; birthday; birth day; born; born on; "
    "geburtsdatum; geb datum; geburtstag; date naissance; naissance; fecha "
    "nacimiento; nacimiento; cumpleanos; data nascita; data di nascita; compleanno; "
    "geboortedatum; verjaardag; data nascimento; aniversario; data urodzenia; "
    "urodziny; дата рождения; 出生日期; 生年月日",
    needs=r"\d",
)
DEVICE = Category(
    "device or advertising id",
    special=False,
    phrases="device id; device identifier; device uuid; device serial; device fingerprint; "
    "browser fingerprint; idfa; idfv; gaid; aaid; advertising id; advertiser id; ad "
    "tracking id; android id; imei; imsi; iccid; mac address; mac adresse; cookie; "
    "cookie id; push token; gerate id; gerateid; geratekennung; werbe id; id "
    "appareil; identifiant appareil; identifiant publicitaire; adresse mac; id "
    "dispositivo; identificador dispositivo; indirizzo mac; apparaat id; id "
    "aparelho; id urzadzenia; device advertising id; device vendor id",
)

#: Where a name fits two, the earlier one counts.
EVERYDAY: tuple[Category, ...] = (
    EMAIL,
    PHONE,
    NAME,
    USER_NAME,
    IP,
    DEVICE,
    ADDRESS,
    POSTCODE,
    LOCATION,
    CARD,
    ACCOUNT,
    IDENTITY,
    BIRTH,
)
