"""Names of columns: personal ones in many languages are known, and ordinary ones are left alone."""

from __future__ import annotations

import pytest

from recengine.data.privacy.names import by_name
from recengine.data.privacy.special import SPECIAL
from recengine.data.privacy.vocabulary import EVERYDAY

PERSONAL = {
    "e-mail address": "email E-Mail EmailAddress customer_email user.email billing_email_1 Mail "
    "E-Mail-Adresse courriel correo_electrónico indirizzo_email e-mailadres poczta_elektroniczna",
    "phone number": "phone Phone_Number mobilePhone Billing_Phone tel Telefonnummer Handy "
    "numéro_de_téléphone teléfono número_de_teléfono telefone cellulare telefoonnummer "
    "numer_telefonu телефон",
    "person's name": "first_name lastName Surname full_name Customer_Name Billing_Name Vorname "
    "Nachname Prénom nom_de_famille Apellidos nombre_completo cognome voornaam achternaam "
    "sobrenome Imię nazwisko name reviewerName",
    "user name": "username User_Name login Benutzername nom_d_utilisateur gebruikersnaam",
    "postal address": "address street Billing_Address1 Straße strasse Anschrift adresse dirección "
    "calle indirizzo straat ulica morada home_address",
    "postcode": "zip Zip_Code zip-code postcode Billing_Zip PLZ Postleitzahl code_postal "
    "código_postal kod_pocztowy postnummer",
    "precise location": "lat lon Latitude lng Breitengrad Längengrad Laengengrad gps_coordinates",
    "IP address": "ip IP_Address ipAddress client_ip IP-Adresse adresse_ip",
    "card number": "card_number CreditCard credit_card_number Kreditkartennummer "
    "tarjeta_de_crédito",
    "bank account": "iban IBAN bank_account Kontonummer rekeningnummer compte_bancaire",
    "identity or tax number": "ssn social_security_number passport_no Steuer-ID DNI codice_fiscale "
    "BSN PESEL CPF Personalausweis numéro_de_sécurité_sociale",
    "date of birth": "dob birth_date dateOfBirth Geburtsdatum Geburtstag date_de_naissance "
    "fecha_de_nacimiento data_di_nascita geboortedatum data_urodzenia data_de_nascimento",
    "device or advertising id": "device_id idfa advertisingId IMEI mac_address GeräteID",
    "health": "diagnosis Diagnose health_status pregnant blood_type Krankheiten état_de_santé "
    "enfermedad malattia ziekte saúde choroba Behinderung",
    "religion or belief": "religion Religion Konfession religión religione godsdienst "
    "wyznanie faith",
    "racial or ethnic origin": "ethnicity race Ethnie ethnic_group origine_ethnique etnia "
    "Hautfarbe",
    "sex life or sexual orientation": "sexual_orientation sexuelle_Orientierung sexuality "
    "orientación_sexual orientamento_sessuale geaardheid orientacja_seksualna",
    "political opinion": "political_views political_party Parteizugehörigkeit opinion_politique "
    "partido_político politieke_voorkeur poglądy_polityczne voting_intention",
    "trade union membership": "union_member trade_union Gewerkschaft Gewerkschaftsmitglied "
    "syndicat "
    "sindicato sindacato vakbond związek_zawodowy",
    "biometric data": "fingerprint face_id Fingerabdruck empreinte_digitale huella_dactilar",
    "genetic data": "dna genotype DNA_test Gentest adn",
}

_ORDINARY = (
    "age age_band gender sex country city region language device phone_model device_type platform "
    "plan segment joined signup_date newsletter email_opt_in email_domain sms_opt_in party_size "
    "credit_union union_price marital_status occupation favourite_genres race_distance text review "
    "session_id position query price quantity currency user_id customer_id score stars rating "
    "is_disabled loyalty_points last_seen first_seen first_purchase name_length addressable "
    "age_rating orientation event_name item_name product_name title genres postal_region status "
    "total discount channel campaign source medium browser operating_system app_version"
)
ORDINARY = _ORDINARY.split()


@pytest.mark.parametrize(
    ("column", "category"),
    [(name, category) for category, names in PERSONAL.items() for name in names.split()],
)
def test_personal_names_are_known_in_many_languages(column, category):
    found = by_name(column, "users")
    assert found is not None
    assert found.name == category


def test_every_category_has_an_example():
    assert {category.name for category in (*EVERYDAY, *SPECIAL)} == set(PERSONAL)


def test_article_9_has_its_eight_categories():
    # Racial or ethnic origin, political opinions, religious or philosophical beliefs, trade union
    # membership, genetic data, biometric data, health, sex life or sexual orientation.
    assert len(SPECIAL) == 8
    assert all(category.special for category in SPECIAL)
    assert not any(category.special for category in EVERYDAY)


@pytest.mark.parametrize("column", ORDINARY)
def test_ordinary_names_mean_nothing_personal(column):
    assert by_name(column, "users") is None
    assert by_name(column, "interactions") is None


@pytest.mark.parametrize("column", ["author", "artist", "brand", "name", "email", "race"])
def test_names_of_item_columns_say_nothing(column):
    assert by_name(column, "items") is None


@pytest.mark.parametrize("column", ["name", "race", "tribe", "health", "Partei"])
def test_names_that_mean_other_things_beside_events_count_for_people_only(column):
    assert by_name(column, "users") is not None
    assert by_name(column, "interactions") is None
